defmodule Notes.MixProject do
  use Mix.Project

  def project do
    [app: :notes, version: "0.1.0", elixir: "~> 1.14", start_permanent: Mix.env() == :prod, deps: deps()]
  end

  def application, do: [extra_applications: [:logger], mod: {Notes.Application, []}]

  defp deps, do: [{:plug_cowboy, "~> 2.7"}, {:jason, "~> 1.4"}]
end
