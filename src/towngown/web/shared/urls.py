from django.urls import path

from towngown.web.shared.do import do

urlpatterns = [
    path("do/<str:verb_name>/", do, name="do"),
    path("do/<str:verb_name>/<str:kind>/<str:ref>/", do, name="do_on"),
]
