using System.Buffers;
using System.IO.Pipelines;
using Grpc.Core;
using Grpc.Wire;

namespace EdgeProctoring.Packages.Tests.Grpc;

/// <summary>Whatever bytes come, the reader gives messages or a status, within its memory.</summary>
public sealed class FrameReaderFuzzTests
{
    private const int MaxSize = 1_000;
    private const string Letters = "%019ABfGumSHn,= \u00e9ж";
    private const long MaxAllocationEach = 64 * 1024;
    private static readonly int _count = Environment.GetEnvironmentVariable("EDGEPROCTORING_SOAK") == "1" ? 3_000_000 : 100_000;

    [Fact]
    public async Task Mutated_streams_give_messages_or_a_status_within_bounded_memory()
    {
        var random = new Random(20261120);
        var (messages, refusals) = (0L, 0L);
        for (var i = 0; i < _count; i++)
        {
            var bytes = Mutate(Seed(random), random);
            var reader = new FrameReader(PipeReader.Create(Segmented(bytes, random)), MaxSize, random.Next(4) == 0 ? null : "gzip", StreamName.Request("/f/F"));
            // Everything is at hand, so the reader never leaves this thread.
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                while (await reader.ReadAsync(context => context.PayloadAsNewBuffer(), CancellationToken.None) is { } message)
                {
                    Assert.InRange(message.Length, 0, MaxSize);
                    messages++;
                }
            }
            catch (RpcException e)
            {
                Assert.Contains("/f/F", e.Status.Detail, StringComparison.Ordinal);
                refusals++;
            }
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxAllocationEach);
        }
        // Both ways out must have been taken often, or nothing was tested.
        Assert.True(messages > _count / 10 && refusals > _count / 10, $"{messages} messages, {refusals} refusals");
    }

    [Fact]
    public async Task A_gzip_bomb_costs_no_more_than_the_limit_allows()
    {
        var bomb = RawGrpc.Frame(RawGrpc.Gzip(new byte[200_000_000]), flag: 1);
        var reader = new FrameReader(PipeReader.Create(new ReadOnlySequence<byte>(bomb)), 1_000_000, "gzip", StreamName.Request("/f/F"));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await reader.ReadAsync(context => context.PayloadAsNewBuffer(), CancellationToken.None));
        Assert.Equal(StatusCode.ResourceExhausted, refusal.StatusCode);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 5_000_000);
    }

    [Fact]
    public void Texts_of_headers_never_throw_what_is_no_status()
    {
        var random = new Random(7);
        for (var i = 0; i < _count; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(20)).Select(_ => Letters[random.Next(Letters.Length)])]);
            StatusText.Decode(text);
            Assert.Equal(text, StatusText.Decode(StatusText.Encode(text)));
            TimeoutText.TryDecode(text, out var left);
            Assert.True(left >= TimeSpan.Zero);
            try
            {
                MetadataReader.Add([], random.Next(2) == 0 ? "x-bin" : text, text, "/f/F");
            }
            catch (RpcException e)
            {
                Assert.Equal(StatusCode.Internal, e.StatusCode);
            }
        }
    }

    [Theory, InlineData(1), InlineData(9_999_999), InlineData(36_000_000_000), InlineData(864_000_000_000_000)]
    public void A_timeout_survives_the_wire_within_a_second(long ticks)
    {
        Assert.True(TimeoutText.TryDecode(TimeoutText.Encode(TimeSpan.FromTicks(ticks)), out var back));
        Assert.InRange((back - TimeSpan.FromTicks(ticks)).TotalSeconds, -0.001, 1);
    }

    private static byte[] Seed(Random random)
    {
        var stream = new List<byte>();
        for (var message = random.Next(4); message >= 0; message--)
        {
            var payload = new byte[random.Next(8) == 0 ? random.Next(MaxSize * 2) : random.Next(60)];
            random.NextBytes(payload);
            stream.AddRange(random.Next(3) == 0 ? RawGrpc.Frame(RawGrpc.Gzip(payload), flag: 1) : RawGrpc.Frame(payload));
        }
        return [.. stream];
    }

    private static byte[] Mutate(byte[] bytes, Random random)
    {
        for (var change = random.Next(4); change > 0 && bytes.Length > 0; change--)
        {
            var at = random.Next(bytes.Length);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes = bytes[..at];
                    break;
                case 2:
                    bytes = [.. bytes[..at], (byte)random.Next(256), .. bytes[at..]];
                    break;
                default:
                    bytes = [.. bytes[..at], .. bytes[random.Next(at, bytes.Length)..]];
                    break;
            }
        }
        return bytes;
    }

    private static ReadOnlySequence<byte> Segmented(byte[] bytes, Random random)
    {
        var first = new Segment(bytes.AsMemory(0, Math.Min(bytes.Length, random.Next(12))), null);
        var last = first;
        for (var at = first.Memory.Length; at < bytes.Length; at += last.Memory.Length)
        {
            last = new Segment(bytes.AsMemory(at, Math.Min(bytes.Length - at, 1 + random.Next(64))), last);
        }
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? before)
        {
            Memory = memory;
            if (before is not null)
            {
                RunningIndex = before.RunningIndex + before.Memory.Length;
                before.Next = this;
            }
        }
    }
}
