import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metadata.BrokerRegistrationChangeRecord;
import org.apache.kafka.common.metadata.MetadataRecordType;
import org.apache.kafka.common.metadata.PartitionChangeRecord;
import org.apache.kafka.common.metadata.PartitionRecord;
import org.apache.kafka.common.metadata.RegisterBrokerRecord;
import org.apache.kafka.common.metadata.TopicRecord;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.utils.ByteUtils;

/**
 * What the controller has decided, from its metadata log: a broker may not have heard of it, and asking one would change
 * nothing but tell less.
 */
final class Truth {
  private static final int HEADER = 61;
  private static final short CONTROL = 0x20;

  private final ObjectNode truth = Driver.JSON.createObjectNode();
  private final ObjectNode brokers = truth.putObject("brokers");
  private final String topic;
  private final int partition;
  private Uuid topicId;

  private Truth(JsonNode command) {
    topic = command.get("topic").asText();
    partition = command.get("partition").asInt();
  }

  static JsonNode of(JsonNode command) throws IOException {
    Truth told = new Truth(command);
    List<Path> segments;
    try (Stream<Path> files = Files.list(Path.of(command.get("folder").asText()))) {
      segments = files.filter(file -> file.toString().endsWith(".log")).sorted().collect(Collectors.toList());
    }
    for (Path segment : segments) told.read(ByteBuffer.wrap(Files.readAllBytes(segment)));
    return told.truth;
  }

  private void read(ByteBuffer log) {
    for (int at = 0; at + HEADER <= log.limit(); ) {
      int size = 12 + log.getInt(at + 8);
      // What is being written is looked at the next time.
      if (size < HEADER || at + size > log.limit()) return;
      boolean isControl = (log.getShort(at + 21) & CONTROL) != 0;
      ByteBuffer records = log.duplicate();
      records.position(at + HEADER).limit(at + size);
      for (int left = log.getInt(at + 57); !isControl && left > 0; left--) record(records);
      at += size;
    }
  }

  private void record(ByteBuffer records) {
    int end = ByteUtils.readVarint(records);
    end += records.position();
    records.get();
    ByteUtils.readVarlong(records);
    ByteUtils.readVarint(records);
    int key = ByteUtils.readVarint(records);
    if (key > 0) records.position(records.position() + key);
    int value = ByteUtils.readVarint(records);
    ByteBufferAccessor in = new ByteBufferAccessor(records.slice().limit(value));
    in.readUnsignedVarint();
    short type = (short) in.readUnsignedVarint();
    short version = (short) in.readUnsignedVarint();
    ApiMessage message = MetadataRecordType.fromId(type).newMetadataRecord();
    message.read(in, version);
    take(message);
    records.position(end);
  }

  private void take(ApiMessage message) {
    if (message instanceof TopicRecord) {
      TopicRecord is = (TopicRecord) message;
      if (is.name().equals(topic)) topicId = is.topicId();
    } else if (message instanceof PartitionRecord) {
      PartitionRecord is = (PartitionRecord) message;
      if (is.topicId().equals(topicId) && is.partitionId() == partition) {
        truth.put("leader", is.leader()).put("leaderEpoch", is.leaderEpoch());
        put("isr", is.isr());
        put("elr", is.eligibleLeaderReplicas());
      }
    } else if (message instanceof PartitionChangeRecord) {
      PartitionChangeRecord is = (PartitionChangeRecord) message;
      if (is.topicId().equals(topicId) && is.partitionId() == partition) change(is);
    } else if (message instanceof RegisterBrokerRecord) {
      RegisterBrokerRecord is = (RegisterBrokerRecord) message;
      broker(is.brokerId()).put("fenced", is.fenced()).put("shuttingDown", is.inControlledShutdown()).put("epoch", is.brokerEpoch());
    } else if (message instanceof BrokerRegistrationChangeRecord) {
      BrokerRegistrationChangeRecord is = (BrokerRegistrationChangeRecord) message;
      if (is.fenced() != 0) broker(is.brokerId()).put("fenced", is.fenced() > 0);
      if (is.inControlledShutdown() != 0) broker(is.brokerId()).put("shuttingDown", true);
    }
  }

  /** `PartitionRegistration.merge`: a leader that is named is one of a new epoch, also where it is the same. */
  private void change(PartitionChangeRecord is) {
    if (is.leader() != -2)
      truth.put("leader", is.leader()).put("leaderEpoch", truth.get("leaderEpoch").asInt() + 1);
    if (is.isr() != null) put("isr", is.isr());
    if (is.eligibleLeaderReplicas() != null) put("elr", is.eligibleLeaderReplicas());
  }

  private ObjectNode broker(int id) {
    String name = String.valueOf(id);
    return brokers.has(name) ? (ObjectNode) brokers.get(name) : brokers.putObject(name);
  }

  private void put(String name, List<Integer> ids) {
    ArrayNode list = truth.putArray(name);
    if (ids != null) ids.forEach(list::add);
  }
}
