defmodule Greeter.MixProject do
  use Mix.Project

  def project do
    [
      app: :greeter,
      version: "0.1.0",
      elixir: "~> 1.14",
      start_permanent: Mix.env() == :prod,
      deps: [],
      releases: [greeter: [include_executables_for: [:unix]]]
    ]
  end

  def application, do: [extra_applications: [:logger, :crypto], mod: {Greeter.Application, []}]
end
