"""What people do with tickets, orders and the door: the only code that writes them."""
