import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Real clients, driven from outside: a command is a line of JSON on standard input ("id", "op" and what it needs), its
 * answer one on standard output ("id" and "value", or "error"). What happens later is told as an "event".
 */
public final class Driver {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final PrintStream OUT = System.out;

  public static void main(String[] arguments) throws Exception {
    Clients clients = new Clients();
    ExecutorService threads = Executors.newCachedThreadPool();
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      JsonNode command = JSON.readTree(line);
      // In the order of the commands: a send must not overtake another.
      if (command.get("op").asText().equals("send")) answer(clients, command);
      else threads.submit(() -> answer(clients, command));
    }
    // Whoever drove it is gone.
    Runtime.getRuntime().halt(0);
  }

  private static void answer(Clients clients, JsonNode command) {
    ObjectNode answer = JSON.createObjectNode();
    answer.put("id", command.get("id").asInt());
    try {
      answer.set("value", carryOut(clients, command));
    } catch (Throwable error) {
      answer.put("error", inWords(error));
    }
    say(answer);
  }

  private static JsonNode carryOut(Clients clients, JsonNode command) throws Exception {
    switch (command.get("op").asText()) {
      case "create": return clients.create(command);
      case "move": return Wire.move(command);
      case "look": return Wire.look(command);
      case "truth": return Truth.of(command);
      case "producer": return clients.producer(command);
      case "know": return clients.know(command);
      case "send": return clients.send(command);
      case "close": return clients.close(command);
      case "read": return clients.read(command);
      default: throw new IllegalArgumentException("no operation is called " + command.get("op").asText());
    }
  }

  static void say(JsonNode line) {
    synchronized (OUT) {
      OUT.println(line);
      OUT.flush();
    }
  }

  static String inWords(Throwable error) {
    Throwable cause = error instanceof java.util.concurrent.ExecutionException && error.getCause() != null ? error.getCause() : error;
    return cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
  }
}
