"""The contract that comes before any words (S8): raised when its meaning changes, and then asked again."""

CONTRACT_VERSION = 1
