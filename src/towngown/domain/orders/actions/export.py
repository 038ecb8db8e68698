"""That a list was taken out of the system."""

from towngown.foundation.journal.taking import taking
from towngown.kit.text import mark

export_menu = taking("offer.export", label=mark("Export the menu"), told=mark("exported the menu"))
export_orders = taking("order.export", label=mark("Export the orders"), told=mark("exported a list of orders"))
export_teachers = taking("teacher.export", label=mark("Export the teachers"), told=mark("exported a list of teachers"))
