package org.xen2kvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real browser without a screen that does what a person would: keys are pressed, nothing is called in the page's script. It is
 * driven by Chromium's DevTools protocol, over a port of this machine alone; one page is shown at a time.
 */
final class DrivenChromium implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int HANGS_AFTER_SECONDS = 120;

  /** Of each key its code, and the text that it types. */
  private static final Map<String, Key> KEYS = Map.of("Tab", new Key(9, ""), "Enter", new Key(13, "\r"), "ArrowDown", new Key(40, ""),
      "ArrowUp", new Key(38, ""));

  private final Process process;
  private final WebSocket socket;
  private final Replies replies;
  private final AtomicInteger last = new AtomicInteger();
  private String session = "";

  private record Key(int code, String text) {}

  /** Reads what the browser says: replies to commands, and events, which nobody here waits for. */
  private static final class Replies implements WebSocket.Listener {
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final StringBuilder part = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean isLast) {
      part.append(data);
      if (isLast) {
        String text = part.toString();
        part.setLength(0);
        try {
          JsonNode message = JSON.readTree(text);
          CompletableFuture<JsonNode> reply = waiting.remove(message.path("id").asInt(-1));
          if (reply != null) {
            reply.complete(message);
          }
        } catch (IOException e) {
          waiting.values().forEach(reply -> reply.completeExceptionally(e));
        }
      }
      socket.request(1);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      waiting.values().forEach(reply -> reply.completeExceptionally(error));
    }
  }

  private DrivenChromium(Process process, WebSocket socket, Replies replies) {
    this.process = process;
    this.socket = socket;
    this.replies = replies;
  }

  /** Starts the browser with a profile in that folder. */
  static DrivenChromium start(Chromium chromium) throws IOException, InterruptedException {
    Path port = chromium.profile().resolve("DevToolsActivePort");
    Path log = chromium.profile().resolveSibling("driven.log");
    Process process = new ProcessBuilder(List.of(chromium.program(), "--headless", "--no-sandbox", "--disable-gpu",
        "--disable-dev-shm-usage", "--user-data-dir=" + chromium.profile(), "--window-size=1280,900", "--remote-debugging-port=0",
        "about:blank")).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      // The file holds the port and the path; it may be seen before both are written.
      for (long end = deadline(); !Files.exists(port) || Files.readAllLines(port).size() < 2;) {
        assertThat(process.isAlive() && System.nanoTime() < end).as("Chromium starts: %s", log).isTrue();
        Thread.sleep(50);
      }
      List<String> address = Files.readAllLines(port);
      Replies replies = new Replies();
      WebSocket socket = HttpClient.newHttpClient().newWebSocketBuilder()
          .buildAsync(URI.create("ws://127.0.0.1:" + address.get(0) + address.get(1)), replies).join();
      return new DrivenChromium(process, socket, replies);
    } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
      end(process);
      throw e;
    }
  }

  private static long deadline() {
    return System.nanoTime() + TimeUnit.SECONDS.toNanos(HANGS_AFTER_SECONDS);
  }

  /** Shows a page, and returns when its script has run to its end. */
  void show(Path page, String fragment) throws InterruptedException {
    session = "";
    ObjectNode target = JSON.createObjectNode().put("url", page.toUri() + (fragment.isEmpty() ? "" : "#" + fragment));
    String id = send("Target.createTarget", target).path("targetId").asText();
    session = send("Target.attachToTarget", JSON.createObjectNode().put("targetId", id).put("flatten", true)).path("sessionId").asText();
    send("Page.bringToFront", JSON.createObjectNode());
    until("document.documentElement && document.documentElement.dataset.ready");
  }

  /** Shows the page as media and features of CSS have it; no medium means the screen. */
  void emulate(String medium, String scheme) throws InterruptedException {
    ObjectNode params = JSON.createObjectNode().put("media", medium);
    params.putArray("features").addObject().put("name", "prefers-color-scheme").put("value", scheme);
    send("Emulation.setEmulatedMedia", params);
  }

  /** Presses and releases a key as often. */
  void press(String name, int times) throws InterruptedException {
    Key key = KEYS.get(name);
    for (int i = 0; i < times; i++) {
      for (String type : List.of(key.text().isEmpty() ? "rawKeyDown" : "keyDown", "keyUp")) {
        ObjectNode params = JSON.createObjectNode().put("type", type).put("key", name).put("code", name)
            .put("windowsVirtualKeyCode", key.code());
        send("Input.dispatchKeyEvent", key.text().isEmpty() || type.equals("keyUp") ? params : params.put("text", key.text()));
      }
    }
  }

  /** Presses Tab until what has the focus is such an element; fails when it cannot be reached so. */
  void tabTo(String selector) throws InterruptedException {
    for (int i = 0; i < 200; i++) {
      if (says("document.activeElement.matches(" + quoted(selector) + ")").asBoolean()) {
        return;
      }
      press("Tab", 1);
    }
    throw new AssertionError("Tab does not lead to " + selector);
  }

  /** Types a text where the focus is. */
  void type(String text) throws InterruptedException {
    send("Input.insertText", JSON.createObjectNode().put("text", text));
  }

  /** Returns what an expression has as its value in the page. */
  JsonNode says(String expression) throws InterruptedException {
    JsonNode result = send("Runtime.evaluate", JSON.createObjectNode().put("expression", expression).put("returnByValue", true));
    assertThat(result.has("exceptionDetails")).as("%s: %s", expression, result).isFalse();
    return result.path("result").path("value");
  }

  /** Returns when an expression has become true, or something, in the page. */
  void until(String expression) throws InterruptedException {
    for (long end = deadline(); !says("!!(" + expression + ")").asBoolean(); ) {
      assertThat(System.nanoTime()).as("becomes true: %s", expression).isLessThan(end);
      Thread.sleep(20);
    }
  }

  /** Returns the roles and names that assistive technology is given, such as {@code columnheader Domain}. */
  List<String> accessible() throws InterruptedException {
    return send("Accessibility.getFullAXTree", JSON.createObjectNode()).path("nodes").findParents("role").stream()
        .filter(node -> node.has("nodeId"))
        .map(node -> node.at("/role/value").asText() + " " + node.at("/name/value").asText()).toList();
  }

  /** Returns the page as it would be printed, after what its script does for that. */
  byte[] pdf() throws InterruptedException {
    return Base64.getDecoder().decode(send("Page.printToPDF", JSON.createObjectNode()).path("data").asText());
  }

  private static String quoted(String text) {
    return JSON.getNodeFactory().textNode(text).toString();
  }

  private JsonNode send(String method, ObjectNode params) throws InterruptedException {
    int id = last.incrementAndGet();
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", params);
    if (!session.isEmpty()) {
      message.put("sessionId", session);
    }
    CompletableFuture<JsonNode> reply = new CompletableFuture<>();
    replies.waiting.put(id, reply);
    try {
      socket.sendText(message.toString(), true).get(HANGS_AFTER_SECONDS, TimeUnit.SECONDS);
      JsonNode answer = reply.get(HANGS_AFTER_SECONDS, TimeUnit.SECONDS);
      assertThat(answer.has("error")).as("%s: %s", message, answer).isFalse();
      return answer.path("result");
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("Chromium does not answer to " + message, e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    socket.abort();
    end(process);
  }

  private static void end(Process process) throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
  }
}
