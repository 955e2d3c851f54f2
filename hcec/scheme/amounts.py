"""Numbers of a scheme, as people write them in French."""

from hcec.tables.amounts import NotAnAmount as NotAnAmount
from hcec.tables.amounts import plain_amount as plain_amount
from hcec.tables.amounts import read_amount as read_amount
from hcec.tables.amounts import told_amount as told_amount
