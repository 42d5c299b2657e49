"""How well detection and tracking do on footage with truth, beside figures recorded before."""
