import com.sun.net.httpserver.{HttpExchange, HttpServer}
import java.net.InetSocketAddress
import java.nio.charset.StandardCharsets.UTF_8

object Words extends App {
  private def count(text: String): Map[String, Int] =
    text.split("\\W+").filter(_.nonEmpty).groupBy(_.toLowerCase).view.mapValues(_.length).toMap

  private def answer(exchange: HttpExchange): Unit = {
    val text = Option(exchange.getRequestURI.getQuery).getOrElse("")
    val lines = count(text).toSeq.sortBy { case (word, n) => (-n, word) }.map { case (word, n) => s"$word $n" }
    val body = lines.mkString("\n").getBytes(UTF_8)
    exchange.sendResponseHeaders(200, if (body.isEmpty) -1 else body.length.toLong)
    exchange.getResponseBody.write(body)
    exchange.close()
  }

  private val server = HttpServer.create(new InetSocketAddress(8080), 0)
  server.createContext("/", answer(_))
  server.start()
}
