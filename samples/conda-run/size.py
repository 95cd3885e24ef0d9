"""Tells sizes as people read them."""

import click
import humanize


@click.command()
@click.argument("sizes", type=int, nargs=-1)
def main(sizes: tuple[int, ...]) -> None:
    for size in sizes:
        click.echo(humanize.naturalsize(size))


main()
