defmodule Notes.Application do
  use Application

  @impl true
  def start(_type, _args) do
    children = [
      %{id: Notes, start: {Agent, :start_link, [fn -> [] end, [name: Notes]]}},
      {Plug.Cowboy, scheme: :http, plug: Notes.Router, options: [port: 4000]}
    ]

    Supervisor.start_link(children, strategy: :one_for_one)
  end
end

defmodule Notes.Router do
  use Plug.Router

  plug(:match)
  plug(Plug.Parsers, parsers: [:json], json_decoder: Jason)
  plug(:dispatch)

  get "/notes" do
    send_resp(conn, 200, Jason.encode!(Agent.get(Notes, & &1)))
  end

  post "/notes" do
    Agent.update(Notes, &[conn.body_params | &1])
    send_resp(conn, 201, "")
  end

  match _ do
    send_resp(conn, 404, "")
  end
end
