require "pg"
require "sinatra/base"

# Notes in a table of PostgreSQL.
class Notes < Sinatra::Base
  set :host_authorization, permitted_hosts: []

  helpers do
    def database
      @database ||= PG.connect(ENV.fetch("DATABASE_URL"))
    end
  end

  get "/" do
    @notes = database.exec("SELECT id, text FROM notes ORDER BY id").to_a
    erb :index
  end

  post "/notes" do
    database.exec_params("INSERT INTO notes (text) VALUES ($1)", [params.fetch("text")])
    redirect "/"
  end

  get "/up" do
    "libpq #{PG.library_version}"
  end
end
