"""The hosted login: its pages, its OpenID endpoints, and the user pool behind them."""
