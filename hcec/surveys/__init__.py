"""What professionals and families are asked: other tables than the children's, never mixed with them."""
