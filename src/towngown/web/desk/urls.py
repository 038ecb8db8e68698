from django.urls import path

from towngown.web.desk import files, jobs, notices, search, views

urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("desk/notices/", notices.notices, name="notices"),
    path("desk/notices/export.<str:form>", notices.export, name="notices_export"),
    path("desk/notices/read/", notices.read_all, name="notices_read"),
    path("desk/notices/unread/", notices.unread_all, name="notices_unread"),
    path("desk/notices/<str:ref>/", notices.follow, name="notice"),
    path("search/", search.search, name="search"),
    path("jobs/<str:ref>/", jobs.job, name="job"),
    path("files/<str:ref>/", files.file, name="file"),
]
