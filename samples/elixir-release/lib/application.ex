defmodule Greeter.Application do
  use Application

  @impl true
  def start(_type, _args) do
    Supervisor.start_link([{Task, &Greeter.listen/0}], strategy: :one_for_one, name: Greeter.Supervisor)
  end
end
