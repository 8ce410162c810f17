import { describe, expect, test } from 'vitest'
import { TERRAFORM } from './terraform.ts'
import { asidesIn, reading, refusal, settingsIn, told } from './testing/reading.ts'

const read = (text: string) => reading(TERRAFORM, 'main.tf', text)
const refused = (text: string) => refusal(TERRAFORM, 'main.tf', text)
const NAME = 'a Terraform configuration'

const topic = (body: string): string => `resource "kafka_topic" "orders" {\n${body}}\n`

test.each([
  topic('  name = "a"\n'),
  '  resource "aws_msk_cluster" "a" {\n}\n',
  'resource "confluent_kafka_topic" "a" {\n}\n',
])('told by a resource that is read: %j', (text) => {
  expect(told('main.tf', text)).toBe(NAME)
})

test.each(['resource "aws_instance" "a" {\n}\n', '# resource "kafka_topic" "a" {\nacks=all\n', 'acks=all\n'])(
  'and others are not of this form: %j',
  (text) => {
    expect(told('main.tf', text)).not.toBe(NAME)
  },
)

describe('topics', () => {
  test('of Mongey/kafka: comments, quotes, numbers and keys in both manners', () => {
    const text = topic(
      '  name = "Orders" # the name\n  replication_factor = 3 // three\n  partitions = 6\n  config = {\n'
        + '    "min.insync.replicas" = "2" /* two */\n    (retention) = 5, "a\\"b" : true\n  }\n',
    )
    expect(settingsIn(read(text))).toEqual([
      'topic topic Orders: topic replication.factor=3 @3 replication_factor',
      'topic topic Orders: topic partitions=6 @4 partitions',
      'topic topic Orders: topic min.insync.replicas=2 @6 config.min.insync.replicas',
      'topic topic Orders: topic retention=5 @7 config.retention',
      'topic topic Orders: topic a"b=true @7 config.a"b',
    ])
  })

  test('variables and local values of the file are filled in, others stay', () => {
    const text =
      `variable "replicas" {\n  default = local.three\n}\nlocals {\n  three = 3\n  min = "2"\n}\n`
      + topic(
        '  name = "a-${local.min}"\n  replication_factor = var.replicas\n  partitions = var.other\n  config = { "a" = "${local.min}" }\n',
      )
    expect(settingsIn(read(text))).toEqual([
      'topic topic a-2: topic replication.factor=3 @10 replication_factor',
      'topic topic a-2: topic partitions=${var.other} @11 partitions',
      'topic topic a-2: topic a=2 @12 config.a',
    ])
  })

  test('a variable that stands for itself ends', () => {
    expect(settingsIn(read(`locals {\n  a = local.a\n}\n${topic('  partitions = local.a\n')}`))).toEqual([
      'topic topic orders: topic partitions=${local.a} @5 partitions',
    ])
  })

  test('of Confluent Cloud have its defaults', () => {
    const text =
      'resource "confluent_kafka_topic" "o" {\n  topic_name = "orders"\n  partitions_count = 4\n  config = { "min.insync.replicas" = "1" }\n}\n'
    expect(settingsIn(read(text))).toEqual([
      'cluster: - managed=confluent-cloud @1 confluent_kafka_topic',
      'topic topic orders: topic partitions=4 @3 partitions_count',
      'topic topic orders: topic min.insync.replicas=1 @4 config.min.insync.replicas',
    ])
  })

  test('what makes several of one is told, as is a config that is put together', () => {
    expect(asidesIn(read(topic('  for_each = local.all\n  name = each.key\n  config = merge(local.a, {})\n')))).toEqual(
      [
        'kafka_topic.orders.for_each @2: several topics of one block are read as one',
        'kafka_topic.orders.config @4: worked out by an expression that is not looked into',
      ],
    )
  })

  test.each([
    ['  partitions = -1\n', 'main.tf:2: partitions: -1 is refused by the provider.\n  Give 1 or more'],
    ['  replication_factor = -2\n', "Give 1 or more, or -1 for the broker's default"],
    ['  config = {\n    a = [1]\n  }\n', 'main.tf:3: config.a: the provider takes a map of texts, and this is none'],
    ['  config = {\n    a = null\n  }\n', 'config.a: the provider takes a map of texts'],
    ['  partitions = \n', 'main.tf:3: this is no valid Terraform.\n  Correct this line or the one before it'],
    [`  a = "${'x'.repeat(10_000)}"\n`, 'main.tf:2: this is too long for a Terraform configuration'],
    [`  a = ${'['.repeat(90)}${']'.repeat(90)}\n`, 'this is nested too deeply'],
  ])('%j is refused', (body, message) => {
    expect(refused(topic(body))).toContain(message)
  })
})

describe('Amazon MSK', () => {
  const cluster = (body: string): string => `resource "aws_msk_cluster" "main" {\n${body}}\n`

  test('a cluster has the properties of its configuration, with their own lines, and the defaults of MSK below', () => {
    const text =
      'resource "aws_msk_configuration" "c" {\n  server_properties = <<-EOT\n    # all\n    min.insync.replicas = 1\n\n'
      + '    num.partitions=3\n  EOT\n}\n'
      + cluster(
        '  kafka_version = "3.7.x.kraft"\n  number_of_broker_nodes = 6\n  configuration_info {\n    arn = aws_msk_configuration.c.arn\n  }\n',
      )
    expect(settingsIn(read(text))).toEqual([
      'cluster aws_msk_cluster main: - managed=msk @9 aws_msk_cluster',
      'cluster aws_msk_cluster main: - kafka.version=3.7 @10 kafka_version',
      'cluster aws_msk_cluster main: - controller=kraft @10 kafka_version',
      'cluster aws_msk_cluster main: - brokers=6 @11 number_of_broker_nodes',
      'cluster aws_msk_cluster main: broker min.insync.replicas=1 @4 min.insync.replicas',
      'cluster aws_msk_cluster main: broker num.partitions=3 @6 num.partitions',
    ])
  })

  test.each([
    ['  kafka_version = "2.8.1"\n', 'msk', 'zookeeper'],
    ['  kafka_version = "4.0.x"\n  storage_mode = "TIERED"\n', 'msk-tiered', 'kraft'],
    [
      '  kafka_version = "3.6.0"\n  broker_node_group_info {\n    client_subnets = [a.id, b.id]\n  }\n',
      'msk-two-zones',
      'zookeeper',
    ],
    [
      '  kafka_version = "3.6.0"\n  broker_node_group_info {\n    instance_type = "express.m7g.large"\n  }\n',
      'msk-express',
      'zookeeper',
    ],
  ])('%j: its defaults and who decides on leaders', (body, preset, controller) => {
    const settings = settingsIn(read(cluster(body)))
    expect(settings[0]).toContain(`managed=${preset} `)
    expect(settings[2]).toContain(`controller=${controller} `)
  })

  test('a configuration alone is a cluster; one in quotes has its escapes', () => {
    const text =
      'resource "aws_msk_configuration" "c" {\n  server_properties = "min.insync.replicas=1\\nnum.partitions=3"\n}\n'
    expect(settingsIn(read(text))).toEqual([
      'cluster aws_msk_configuration c: - managed=msk @1 aws_msk_configuration',
      'cluster aws_msk_configuration c: broker min.insync.replicas=1 @2 min.insync.replicas',
      'cluster aws_msk_configuration c: broker num.partitions=3 @2 num.partitions',
    ])
  })

  test('what is not in the file, or worked out, is told', () => {
    const text = cluster('  configuration_info {\n    arn = var.arn\n  }\n')
    expect(asidesIn(read(text))).toEqual([
      'configuration_info.arn @3: a configuration that is not in this file: the defaults of MSK are taken',
    ])
    const joined = 'resource "aws_msk_configuration" "c" {\n  server_properties = join("\\n", local.all)\n}\n'
    expect(asidesIn(read(joined))).toEqual([
      'server_properties @2: worked out by an expression that is not looked into',
    ])
  })

  test("a module of terraform-aws-modules is a cluster with its configuration's settings", () => {
    const text =
      'module "msk" {\n  source  = "terraform-aws-modules/msk-kafka-cluster/aws"\n  version = "~> 2.0"\n'
      + '  kafka_version = "3.6.0"\n  number_of_broker_nodes = 4\n  broker_node_client_subnets = ["a", "b"]\n'
      + '  configuration_server_properties = {\n    "min.insync.replicas" = 1\n    "num.partitions"=var.n\n  }\n}\n'
    expect(settingsIn(read(text))).toEqual([
      'cluster module msk: - managed=msk-two-zones @1 module',
      'cluster module msk: - kafka.version=3.6.0 @4 kafka_version',
      'cluster module msk: - controller=zookeeper @4 kafka_version',
      'cluster module msk: - brokers=4 @5 number_of_broker_nodes',
      'cluster module msk: broker min.insync.replicas=1 @8 min.insync.replicas',
      'cluster module msk: broker num.partitions=${var.n} @9 num.partitions',
    ])
  })

  test("so is cloudposse's, with brokers in each of its subnets; a submodule and other modules are none", () => {
    const call = (source: string): string =>
      `module "m" {\n  source = "${source}"\n  subnet_ids = ["a", "b", "c"]\n  broker_per_zone = 2\n`
      + '  broker_instance_type = "express.m7g.large"\n  properties = merge(var.a, var.b)\n}\n'
    const text = call('cloudposse/msk-apache-kafka-cluster/aws')
    expect(settingsIn(read(text))).toEqual([
      'cluster module m: - managed=msk-express @1 module',
      'cluster module m: - brokers=6 @3 number_of_broker_nodes',
    ])
    expect(asidesIn(read(text))).toEqual(['properties @6: worked out by an expression that is not looked into'])
    expect(
      settingsIn(read(call('git::https://github.com/cloudposse/terraform-aws-msk-apache-kafka-cluster.git?ref=1'))),
    ).toHaveLength(2)
    expect(refused(call('terraform-aws-modules/msk-kafka-cluster/aws//modules/serverless'))).toContain('none of its')
    expect(refused(call('us/my-msk-kafka-cluster'))).toContain('none of its')
  })

  test('of Serverless nothing is known, and alone it is refused', () => {
    expect(refused('resource "aws_msk_serverless_cluster" "s" {\n}\n')).toContain(
      'main.tf:1: aws_msk_serverless_cluster.s: MSK Serverless says nowhere which settings it has',
    )
  })

  test('resources of which none is read are refused', () => {
    expect(refused('resource "aws_msk_scram_secret_association" "s" {\n}\n')).toContain(
      'main.tf:1: none of its resources is read',
    )
  })
})
