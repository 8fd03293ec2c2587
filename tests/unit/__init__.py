"""One folder a package, as shopscore and orchestration have them."""
