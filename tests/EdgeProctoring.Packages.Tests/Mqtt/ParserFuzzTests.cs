using System.Buffers;
using EdgeProctoring.Mqtt;
using MQTTnet.Exceptions;

namespace EdgeProctoring.Packages.Tests.Mqtt;

/// <summary>Mutated packets against the only place where foreign bytes become objects.</summary>
[Collection(nameof(Alone))]
public sealed class ParserFuzzTests
{
    private const int Rounds = 1_000_000;
    private const uint Limit = 4_096;

    private static readonly byte[][] _seeds =
    [
        [0x20, 25, 1, 0, 22, 17, 0, 0, 14, 16, 33, 0, 20, 36, 1, 37, 1, 39, 0, 16, 0, 0, 34, 0, 10, 42, 1],
        [0x20, 23, 0, 135, 20, 31, 0, 2, 110, 111, 38, 0, 1, 97, 0, 1, 98, 18, 0, 2, 105, 100, 19, 0, 60],
        [0x30, 8, 0, 3, 97, 47, 98, 0, 1, 2],
        [0x3B, 38, 0, 3, 97, 47, 98, 0, 9, 29, 1, 1, 2, 0, 0, 2, 88, 3, 0, 1, 99, 8, 0, 1, 114, 9, 0, 2, 1, 2, 11, 5, 38, 0, 1, 110, 0, 1, 118, 7],
        [0x32, 11, 0, 1, 116, 0, 7, 3, 35, 0, 1, 1, 2],
        [0x40, 2, 0, 1],
        [0x40, 10, 0, 1, 16, 6, 31, 0, 3, 98, 97, 100],
        [0x90, 5, 0, 1, 0, 1, 135],
        [0xB0, 6, 0, 2, 0, 0, 17, 0],
        [0xD0, 0],
        [0xE0, 14, 142, 12, 31, 0, 3, 98, 121, 101, 28, 0, 3, 104, 58, 49],
    ];

    [Fact]
    public void A_million_mutated_packets_are_read_or_refused_by_name_and_leave_nothing_behind()
    {
        var random = new Random(20261120);
        var topics = new TopicNames(4);
        var (read, refused) = (0, 0);
        Run(Rounds / 10);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var since = TimeProvider.System.GetTimestamp();

        Run(Rounds);

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{read} read, {refused} refused in {TimeProvider.System.GetElapsedTime(since).TotalSeconds:0.0} s");
        Assert.InRange(read, Rounds / 20, Rounds);
        Assert.InRange(refused, Rounds / 20, Rounds);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 4 << 20);

        void Run(int rounds)
        {
            (read, refused) = (0, 0);
            for (var i = 0; i < rounds; i++)
            {
                try
                {
                    read += ReadAll(Mutated(random), topics);
                }
                catch (MqttProtocolViolationException e)
                {
                    Assert.StartsWith("The broker sent", e.Message);
                    refused++;
                }
            }
        }
    }

    [Fact]
    public void The_seeds_themselves_are_read()
    {
        Assert.All(_seeds[..^1], seed => Assert.Equal(1, ReadAll(new ReadOnlySequence<byte>(seed), new TopicNames(4))));
    }

    [Fact]
    public void A_packet_with_thousands_of_properties_is_refused()
    {
        byte[] property = [38, 0, 1, 97, 0, 1, 98];
        var properties = Enumerable.Repeat(property, 300).SelectMany(bytes => bytes).ToArray();
        byte[] body = [0, 1, 116, (byte)(properties.Length & 127 | 128), (byte)(properties.Length >> 7), .. properties];
        byte[] packet = [0x30, (byte)(body.Length & 127 | 128), (byte)(body.Length >> 7), .. body];

        var error = Assert.Throws<MqttProtocolViolationException>(() => ReadAll(new ReadOnlySequence<byte>(packet), new TopicNames(0)));

        Assert.Contains("more than 256", error.Message);
    }

    private static int ReadAll(ReadOnlySequence<byte> bytes, TopicNames topics)
    {
        var packets = 0;
        while (FrameReader.TryRead(ref bytes, Limit, out var frame))
        {
            ReceivedPacket.Read(frame, topics);
            packets++;
        }
        return packets;
    }

    private static ReadOnlySequence<byte> Mutated(Random random)
    {
        var bytes = _seeds[random.Next(_seeds.Length)].ToList();
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: bytes.Insert(at, (byte)random.Next(256)); break;
                case 3 when bytes.Count > 2: bytes.RemoveAt(at); break;
                default: bytes.AddRange(_seeds[random.Next(_seeds.Length)]); break;
            }
        }
        return random.Next(4) == 0 ? Split(bytes.ToArray(), random.Next(bytes.Count)) : new ReadOnlySequence<byte>(bytes.ToArray());
    }

    /// <summary>The same bytes in two pieces, as they come from the line.</summary>
    private static ReadOnlySequence<byte> Split(byte[] bytes, int at)
    {
        var first = new Piece(bytes.AsMemory(0, at), 0);
        var second = new Piece(bytes.AsMemory(at), at);
        first.Link(second);
        return new ReadOnlySequence<byte>(first, 0, second, bytes.Length - at);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, long start) => (Memory, RunningIndex) = (memory, start);

        public void Link(Piece next) => Next = next;
    }
}
