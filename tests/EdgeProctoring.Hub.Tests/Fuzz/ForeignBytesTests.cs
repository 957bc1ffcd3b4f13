using System.Net.Sockets;
using System.Text;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Evidence;
using EdgeProctoring.Hub.Tests.Running;

namespace EdgeProctoring.Hub.Tests.Fuzz;

/// <summary>Whatever foreign hands send is refused or read, never a fall. A million each in a soak.</summary>
public class ForeignBytesTests(SharedHub shared) : IClassFixture<SharedHub>
{
    private static readonly bool _soak = Environment.GetEnvironmentVariable("EDGEPROCTORING_SOAK") == "1";

    [Fact]
    public void Reads_or_refuses_any_envelope()
    {
        var batch = Wire.Encode(new Batch
        {
            SenderKind = SourceKind.Node, Sender = "n-1", Boot = "b",
            Items = [.. Enumerable.Range(1, 3).Select(seq => new BatchItem(seq)
            {
                Observation = new Observation
                {
                    Id = $"019b0000-0000-7000-8000-{seq:D12}", Source = new Source(SourceKind.Node, "n-1", "cam-1"), Boot = "b", Seq = seq, Subject = Subject.OfSeat("e", "r", "1"),
                    Kind = ObservationKind.Phone, From = DateTimeOffset.UnixEpoch, To = DateTimeOffset.UnixEpoch.AddSeconds(1), Confidence = 900,
                },
            })],
        });
        var whole = Wire.EncodeSigned(batch, new byte[64], null);
        Each(21, random =>
        {
            try
            {
                Wire.DecodeBatch(Wire.DecodeSigned(Mutated(whole, random)).Batch.Span);
            }
            catch (ContractException)
            {
                // Refused by name.
            }
        });
    }

    [Fact]
    public void Refuses_or_takes_any_header_of_a_picture()
    {
        byte[] whole = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xFF, 0xC0, 0, 17, 8, 1, 0xE0, 2, 0x80, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1, 0xFF, 0xDA];
        Assert.Null(PictureCheck.Refuse(whole));
        Each(22, random => PictureCheck.Refuse(Mutated(whole, random)));
    }

    [Fact]
    public void Takes_apart_or_leaves_any_topic()
    {
        const string letters = "ep/v1n+#-abc019ÿ\0 ";
        Each(23, random => Assert.True(!Topics.TryParse(string.Create(random.Next(80), random, static (span, random) =>
        {
            for (var at = 0; at < span.Length; at++)
            {
                span[at] = letters[random.Next(letters.Length)];
            }
        }), out var branch, out var rest) || (Topics.IsName(branch.Node) && rest.Length > 0)));
    }

    /// <summary>Raw requests: no client library makes them polite. The hub never answers with an error of its own, and still lives.</summary>
    [Fact]
    public async Task Answers_any_address_without_falling_over()
    {
        var hub = shared.Hub;
        string[] roots = ["/api/v1/exams/", "/media/", "/live/", "/api/v1/people/", "/wall/feed?since=", "/password?token=", "/exam/", "/api/v1/rooms/", "/"];
        string[] pieces = ["..", "%2e%2e", "%00", "%ff", "/", "//", "\\", "?", "&after=", "&limit=-1", "&limit=99999999999", "'", "\"", "<b>", "{exam}", "steps", "math-1", "Ж", "%u0041", ";", "*", " "];
        var count = _soak ? 100_000 : 400;
        var failures = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 4), async (worker, cancel) =>
        {
            var random = new Random(30 + worker);
            for (var round = 0; round < count / 4; round++)
            {
                var path = roots[random.Next(roots.Length)] + string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => pieces[random.Next(pieces.Length)]));
                if (await AnswerAsync(hub.Address.Port, path) is >= 500 and var status)
                {
                    failures.Add($"{status} {path}");
                }
            }
        });
        Assert.Empty(failures);
        using var visitor = new Visitor(hub.Address);
        using var alive = await visitor.Http.GetAsync("/health/ready");
        Assert.True(alive.IsSuccessStatusCode);
    }

    private static async Task<int> AnswerAsync(int port, string path)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"GET {path} HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n\r\n"));
        var head = new byte[12];
        var read = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false);
        return read == head.Length && int.TryParse(Encoding.ASCII.GetString(head, 9, 3), out var status) ? status : 0;
    }

    private static void Each(int seed, Action<Random> check)
    {
        var random = new Random(seed);
        for (var round = 0; round < (_soak ? 1_000_000 : 20_000); round++)
        {
            check(random);
        }
    }

    private static byte[] Mutated(byte[] whole, Random random)
    {
        var bytes = (byte[])whole.Clone();
        for (var at = random.Next(1, 8); at > 0; at--)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }
        return random.Next(5) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }
}
