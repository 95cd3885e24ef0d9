-module(clock).
-export([start_link/0, listen/0]).

start_link() ->
    {ok, spawn_link(?MODULE, listen, [])}.

listen() ->
    {ok, Port} = application:get_env(clock, port),
    {ok, Socket} = gen_tcp:listen(Port, [binary, {packet, http_bin}, {active, false}, {reuseaddr, true}]),
    accept(Socket).

accept(Socket) ->
    {ok, Client} = gen_tcp:accept(Socket),
    {ok, {http_request, _, {abs_path, Path}, _}} = gen_tcp:recv(Client, 0),
    skip(Client),
    Body = answer(binary:split(Path, <<"/">>, [global, trim_all])),
    Head = io_lib:format("HTTP/1.1 200 OK\r\ncontent-length: ~b\r\nconnection: close\r\n\r\n", [iolist_size(Body)]),
    ok = gen_tcp:send(Client, [Head, Body]),
    gen_tcp:close(Client),
    accept(Socket).

skip(Client) ->
    case gen_tcp:recv(Client, 0) of
        {ok, http_eoh} -> ok;
        {ok, _} -> skip(Client)
    end.

answer([From, To]) ->
    integer_to_list(day(To) - day(From));
answer(_) ->
    "two dates, please".

day(Date) ->
    [Y, M, D] = [binary_to_integer(P) || P <- binary:split(Date, <<"-">>, [global])],
    calendar:date_to_gregorian_days(Y, M, D).
