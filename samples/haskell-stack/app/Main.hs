{-# LANGUAGE OverloadedStrings #-}

-- | Greets over HTTP; the greeting lies in a file beside the sources.
module Main (main) where

import qualified Data.ByteString as Bytes
import Network.HTTP.Types (hContentType, status200, status404)
import Network.Wai (Application, pathInfo, responseFile, responseLBS)
import Network.Wai.Handler.Warp (run)

main :: IO ()
main = do
  size <- Bytes.length <$> Bytes.readFile "data/greeting.txt"
  putStrLn ("greeting of " ++ show size ++ " bytes")
  run 8080 application

application :: Application
application request respond = case pathInfo request of
  [] -> respond (responseFile status200 [(hContentType, "text/plain; charset=utf-8")] "data/greeting.txt" Nothing)
  _ -> respond (responseLBS status404 [] "nothing here\n")
