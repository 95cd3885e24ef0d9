"""Shows that psycopg2, built from source, finds libpq."""
import psycopg2

print("libpq", psycopg2.__libpq_version__ > 90000)
try:
    psycopg2.connect("host=127.0.0.1 port=1 connect_timeout=1")
except psycopg2.OperationalError as error:
    print("refused" if "refused" in str(error) else error)
