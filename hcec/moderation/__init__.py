"""Reading, claiming, deciding, second readers, the child's agreement."""
