-- | How often each word of the input stands there.
module Main (main) where

import qualified Data.Map.Strict as Map
import System.IO (hSetEncoding, stdin, stdout, utf8)
import Text.Words (wordsOf)

main :: IO ()
main = do
  mapM_ (`hSetEncoding` utf8) [stdin, stdout]
  input <- getContents
  let counts = Map.fromListWith (+) [(word, 1 :: Integer) | word <- wordsOf input]
  mapM_ (\(word, times) -> putStrLn (word ++ ": " ++ show times)) (Map.toList counts)
