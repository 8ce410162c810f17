import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData;
import org.apache.kafka.common.message.AlterPartitionReassignmentsResponseData;
import org.apache.kafka.common.message.ElectLeadersRequestData;
import org.apache.kafka.common.message.ElectLeadersResponseData;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.requests.RequestHeader;

/** Single requests to one broker, which no client library would send just there. */
final class Wire {
  private static final int PATIENCE_MS = 30_000;
  /** A look at a broker that does not answer is soon over. */
  private static final int GLANCE_MS = 2_000;

  /**
   * A planned move: the order of the replicas is changed, and the first of them elected. The broker that is asked passes
   * both on to the controller, which elects nobody when it is asked itself.
   */
  static JsonNode move(JsonNode command) throws IOException {
    int port = command.get("port").asInt();
    int partition = command.get("partition").asInt();
    String topic = command.get("topic").asText();
    var reassigned =
        new AlterPartitionReassignmentsRequestData()
            .setTimeoutMs(PATIENCE_MS)
            .setTopics(
                List.of(
                    new AlterPartitionReassignmentsRequestData.ReassignableTopic()
                        .setName(topic)
                        .setPartitions(
                            List.of(
                                new AlterPartitionReassignmentsRequestData.ReassignablePartition()
                                    .setPartitionIndex(partition)
                                    .setReplicas(Clients.numbers(command.get("order")))))));
    var order =
        call(port, PATIENCE_MS, ApiKeys.ALTER_PARTITION_REASSIGNMENTS, 0, reassigned, new AlterPartitionReassignmentsResponseData());
    refuse("reassign", order.errorCode());
    refuse("reassign", order.responses().get(0).partitions().get(0).errorCode());
    var topics = new ElectLeadersRequestData.TopicPartitionsCollection();
    topics.add(new ElectLeadersRequestData.TopicPartitions().setTopic(topic).setPartitions(List.of(partition)));
    var elect = new ElectLeadersRequestData().setElectionType((byte) 0).setTopicPartitions(topics).setTimeoutMs(PATIENCE_MS);
    var elected = call(port, PATIENCE_MS, ApiKeys.ELECT_LEADERS, 2, elect, new ElectLeadersResponseData());
    refuse("elect", elected.errorCode());
    for (var result : elected.replicaElectionResults())
      for (var one : result.partitionResult()) refuse("elect", one.errorCode());
    return null;
  }

  /** What a broker itself believes and shows: leader and epoch, high watermark, last stable offset. */
  static JsonNode look(JsonNode command) throws IOException {
    int port = command.get("port").asInt();
    int partition = command.get("partition").asInt();
    String topic = command.get("topic").asText();
    ObjectNode seen = Driver.JSON.createObjectNode();
    var asked =
        new MetadataRequestData()
            .setTopics(List.of(new MetadataRequestData.MetadataRequestTopic().setName(topic)))
            .setAllowAutoTopicCreation(false);
    var metadata = call(port, GLANCE_MS, ApiKeys.METADATA, 8, asked, new MetadataResponseData());
    for (var one : metadata.topics().find(topic).partitions())
      if (one.partitionIndex() == partition) {
        seen.put("leader", one.leaderId());
        seen.put("leaderEpoch", one.leaderEpoch());
      }
    var from =
        new FetchRequestData.FetchPartition()
            .setPartition(partition)
            .setFetchOffset(0)
            .setPartitionMaxBytes(1)
            .setCurrentLeaderEpoch(-1);
    var fetch =
        new FetchRequestData()
            .setReplicaId(-1)
            .setMaxWaitMs(0)
            .setMinBytes(0)
            .setMaxBytes(1)
            .setSessionId(0)
            .setSessionEpoch(-1)
            .setTopics(List.of(new FetchRequestData.FetchTopic().setTopic(topic).setPartitions(List.of(from))));
    var fetched = call(port, GLANCE_MS, ApiKeys.FETCH, 11, fetch, new FetchResponseData());
    var data = fetched.responses().get(0).partitions().get(0);
    seen.put("error", Errors.forCode(data.errorCode()).name());
    seen.put("highWatermark", data.highWatermark());
    seen.put("lastStableOffset", data.lastStableOffset());
    return seen;
  }

  private static void refuse(String what, short error) {
    // An election that is not needed is one that has happened.
    if (error != Errors.NONE.code() && error != Errors.ELECTION_NOT_NEEDED.code())
      throw new IllegalStateException(what + ": " + Errors.forCode(error).name());
  }

  private static <T extends ApiMessage> T call(int port, int patience, ApiKeys key, int version, ApiMessage request, T response)
      throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), patience);
      socket.setSoTimeout(patience);
      socket.setTcpNoDelay(true);
      RequestHeader header = new RequestHeader(key, (short) version, "tidemark", 1);
      ByteBuffer head = MessageUtil.toByteBufferAccessor(header.data(), header.headerVersion()).buffer();
      ByteBuffer body = MessageUtil.toByteBufferAccessor(request, (short) version).buffer();
      ByteBuffer frame = ByteBuffer.allocate(4 + head.remaining() + body.remaining());
      frame.putInt(head.remaining() + body.remaining()).put(head).put(body);
      OutputStream out = socket.getOutputStream();
      out.write(frame.array());
      out.flush();
      DataInputStream in = new DataInputStream(socket.getInputStream());
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      ByteBufferAccessor answer = new ByteBufferAccessor(ByteBuffer.wrap(bytes));
      new ResponseHeaderData(answer, key.responseHeaderVersion((short) version));
      response.read(answer, (short) version);
      return response;
    }
  }
}
