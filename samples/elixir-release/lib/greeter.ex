defmodule Greeter do
  @moduledoc "A server that greets in the words of priv/words.txt, with a checksum that OpenSSL makes."

  def listen do
    port = Application.fetch_env!(:greeter, :port)
    {:ok, socket} = :gen_tcp.listen(port, [:binary, packet: :http_bin, active: false, reuseaddr: true])
    IO.puts("grüßt auf #{port}")
    accept(socket)
  end

  defp accept(socket) do
    {:ok, client} = :gen_tcp.accept(socket)
    {:ok, pid} = Task.start(fn -> receive(do: (:go -> serve(client))) end)
    :ok = :gen_tcp.controlling_process(client, pid)
    send(pid, :go)
    accept(socket)
  end

  defp serve(client) do
    {:ok, {:http_request, _, {:abs_path, path}, _}} = :gen_tcp.recv(client, 0)
    skip(client)
    body = answer(path)
    :gen_tcp.send(client, "HTTP/1.1 200 OK\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: #{byte_size(body)}\r\nconnection: close\r\n\r\n#{body}")
    :gen_tcp.close(client)
  end

  defp skip(client) do
    case :gen_tcp.recv(client, 0) do
      {:ok, :http_eoh} -> :ok
      {:ok, _} -> skip(client)
    end
  end

  defp answer("/sum/" <> text) do
    salted = text <> Application.fetch_env!(:greeter, :salt)
    # DES is one of OpenSSL's older ciphers, which it loads from a module
    old = :crypto.crypto_one_time(:des_cbc, "8 bytes!", "8 bytes!", String.pad_trailing(text, 8) |> binary_part(0, 8), true)
    Base.encode16(:crypto.hash(:sha256, salted), case: :lower) <> " " <> Base.encode16(old, case: :lower)
  end

  defp answer(path) do
    words = File.read!(Application.app_dir(:greeter, "priv/words.txt")) |> String.trim()
    "#{words} #{String.trim_leading(path, "/")}"
  end
end
