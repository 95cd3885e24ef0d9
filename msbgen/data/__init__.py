"""What is known about images, distribution packages and programs: tables with a source and a date, and how to ask them."""
