"""Hostile input by the thousand: `make keras`; a fixed sample of it in every run of the tests."""
