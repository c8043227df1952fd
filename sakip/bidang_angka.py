"""Database fields for exact numbers: the same digits come back from every supported database."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models

from .angka import rapikan


class AngkaField(models.DecimalField):
    """An indicator's number: up to 15 significant digits, at most 13 of them after the point."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 28)
        kwargs.setdefault("decimal_places", 13)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Decimal | None, expression: Any, connection: Any) -> Decimal | None:
        return None if value is None else rapikan(value)


class UangField(AngkaField):
    """Rupiah with up to two decimals, below ten trillion (10¹³) for one row."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 15)
        kwargs.setdefault("decimal_places", 2)
        super().__init__(*args, **kwargs)
