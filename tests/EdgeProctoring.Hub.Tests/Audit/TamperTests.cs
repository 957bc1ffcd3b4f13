using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using EdgeProctoring.Hub.Audit;
using EdgeProctoring.Hub.Evidence;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Tests.Audit;

/// <summary>A thousand records: whatever is changed, removed, moved, cut off or rewritten is found, and the place is named.</summary>
public sealed class TamperTests : IAsyncLifetime
{
    private const int Entries = 1000;
    private const string Exam = "math-1";

    private readonly string _folder = Directory.CreateTempSubdirectory("ep-tamper-").FullName;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly Dictionary<string, byte[]> _whole = new(StringComparer.Ordinal);
    private string[] _lines = [];

    public async ValueTask InitializeAsync()
    {
        await using var database = new SqliteDatabase(Path.Combine(_folder, "hub.db"));
        await Migrator.RunAsync(database, TimeProvider.System, CancellationToken.None);
        await database.WriteAsync(async session =>
        {
            await session.DoAsync("INSERT INTO exams (id, title, pack, from_us, to_us, aids) VALUES ('math-1', 'Maths', 'x', 1, 2, '[]')", CancellationToken.None);
            var book = new RecordBook(session, TimeProvider.System.GetUtcNow());
            for (var at = 1; at < Entries; at++)
            {
                await book.AuditAsync($"person:u-{at % 7}", "verdict.Confirm", $"incident-{at}", Exam, $"reason {at}", CancellationToken.None);
            }
            return 0;
        }, CancellationToken.None);
        using var bytes = new MemoryStream();
        Assert.Equal(Entries, await new ExamExport(database, new DiskBlobs(_folder), _key, TimeProvider.System).WriteAsync(Exam, bytes, "test", CancellationToken.None));
        using var zip = new ZipArchive(new MemoryStream(bytes.ToArray()));
        foreach (var entry in zip.Entries)
        {
            using var content = new MemoryStream();
            await using var stream = await entry.OpenAsync();
            await stream.CopyToAsync(content);
            _whole[entry.FullName] = content.ToArray();
        }
        _lines = System.Text.Encoding.UTF8.GetString(_whole[ExamExport.ChainFile]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    [Fact]
    public async Task Finds_nothing_in_a_whole_export() => Assert.Null(await FaultAsync(_lines));

    [Fact]
    public async Task Names_the_first_entry_whose_content_was_changed() => await EachAsync(async (at, random) =>
    {
        var line = Read(at);
        var content = Convert.FromBase64String(line.Content!);
        content[random.Next(content.Length)] ^= (byte)(1 + random.Next(255));
        Assert.StartsWith($"entry {at + 1} (audit/{at + 1}): what it says was changed", await FaultAsync(Replaced(at, line with { Content = Convert.ToBase64String(content) })), StringComparison.Ordinal);
    });

    [Fact]
    public async Task Names_the_first_entry_that_was_changed_together_with_its_own_hash() => await EachAsync(async (at, random) =>
    {
        var line = Read(at);
        var content = Convert.FromBase64String(line.Content!);
        content[random.Next(content.Length)] ^= 1;
        var changed = line with { Content = Convert.ToBase64String(content), ContentSha256 = ChainLink.Sha256(content) };
        Assert.StartsWith($"entry {at + 1} ", await FaultAsync(Replaced(at, changed)), StringComparison.Ordinal);
        Assert.StartsWith($"entry {at + 1} ", await FaultAsync(Replaced(at, line with { AtUs = line.AtUs + 1 })), StringComparison.Ordinal);
    });

    [Fact]
    public async Task Names_the_place_where_an_entry_was_removed_added_or_moved() => await EachAsync(async (at, random) =>
    {
        var place = Math.Min(at, Entries - 2);
        Assert.StartsWith($"entry {place + 1} ", await FaultAsync([.. _lines[..place], .. _lines[(place + 1)..]]), StringComparison.Ordinal);
        Assert.StartsWith($"entry {place + 2} ", await FaultAsync([.. _lines[..(place + 1)], _lines[place], .. _lines[(place + 1)..]]), StringComparison.Ordinal);
        Assert.StartsWith($"entry {place + 1} ", await FaultAsync([.. _lines[..place], _lines[place + 1], _lines[place], .. _lines[(place + 2)..]]), StringComparison.Ordinal);
    });

    [Fact]
    public async Task Sees_that_the_end_was_cut_off() => await EachAsync(async (at, _) =>
    {
        var kept = Math.Min(at, Entries - 1);
        Assert.Equal($"entries {kept + 1} to {Entries} are missing at the end", await FaultAsync(_lines[..kept]));
    });

    [Fact]
    public async Task Sees_a_tail_that_was_rewritten_with_all_its_hashes() => await EachAsync(async (at, _) =>
    {
        var (lines, head) = Rewritten(at);
        Assert.Equal($"the head is not that of entry {Entries}", await FaultAsync(lines));
        // Even where the head is replaced, nobody but the hub can sign it.
        Assert.Equal("the head is not signed by this hub", await FaultAsync(lines, head => head with { Hash = Rewritten(at).Head }));
        Assert.NotEqual(head, Read(Entries - 1).Hash);
    });

    [Fact]
    public async Task Sees_a_tail_that_the_hubs_own_key_signed_again_by_the_heads_that_were_published()
    {
        var (lines, newHash) = Rewritten(600);
        var published = new Dictionary<long, string> { [500] = Read(499).Hash, [800] = Read(799).Hash };
        var head = JsonSerializer.Deserialize<ExportHead>(_whole[ExamExport.HeadFile], ExamExport.Json)!;
        var signature = _key.SignData(ChainLink.Signed(Exam, new ChainHead(Entries, newHash), head.NodesSha256), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        ExportHead Resigned(ExportHead _) => head with { Hash = newHash, Signature = Convert.ToBase64String(signature) };
        Assert.Null(await FaultAsync(lines, Resigned));
        Assert.StartsWith("entry 800 (audit/800): another entry was published at its place", await FaultAsync(lines, Resigned, published), StringComparison.Ordinal);
        Assert.Null(await FaultAsync(_lines, published: published));
    }

    [Fact]
    public async Task Refuses_what_is_no_export()
    {
        using var key = ECDsa.Create(_key.ExportParameters(false));
        await Assert.ThrowsAsync<InvalidDataException>(() => new ExportVerifier(key).FindFaultAsync(new MemoryStream([1, 2, 3]), CancellationToken.None));
    }

    public ValueTask DisposeAsync()
    {
        _key.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    // All thousand places in a soak; spread ones, with both ends, otherwise.
    private static async Task EachAsync(Func<int, Random, Task> check)
    {
        var random = new Random(11);
        var step = Environment.GetEnvironmentVariable("EDGEPROCTORING_SOAK") == "1" ? 1 : 111;
        for (var at = 0; at < Entries; at += step)
        {
            await check(at, random);
        }
    }

    private ExportLine Read(int at) => JsonSerializer.Deserialize<ExportLine>(_lines[at], ExamExport.Json)!;

    private string[] Replaced(int at, ExportLine line) => [.. _lines[..at], JsonSerializer.Serialize(line, ExamExport.Json), .. _lines[(at + 1)..]];

    private (string[] Lines, string Head) Rewritten(int from)
    {
        var lines = _lines.ToArray();
        var head = from == 0 ? ChainHead.Start : new ChainHead(from, Read(from - 1).Hash);
        for (var at = from; at < lines.Length; at++)
        {
            var line = Read(at);
            var content = Convert.FromBase64String(line.Content!);
            content[0] ^= at == from ? (byte)1 : (byte)0;
            var hash = ChainLink.HashOf(Exam, head, line.Kind, line.Ref, ChainLink.Sha256(content), line.AtUs);
            lines[at] = JsonSerializer.Serialize(line with { Content = Convert.ToBase64String(content), ContentSha256 = ChainLink.Sha256(content), Hash = hash }, ExamExport.Json);
            head = new ChainHead(line.Number, hash);
        }
        return (lines, head.Hash);
    }

    private async Task<string?> FaultAsync(string[] lines, Func<ExportHead, ExportHead>? head = null, IReadOnlyDictionary<long, string>? published = null)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in _whole)
            {
                await using var stream = await zip.CreateEntry(name, CompressionLevel.NoCompression).OpenAsync();
                await stream.WriteAsync(name == ExamExport.ChainFile ? System.Text.Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")))
                    : name == ExamExport.HeadFile && head is not null ? JsonSerializer.SerializeToUtf8Bytes(head(JsonSerializer.Deserialize<ExportHead>(content, ExamExport.Json)!), ExamExport.Json)
                    : content);
            }
        }
        bytes.Position = 0;
        return await new ExportVerifier(_key) { Published = published ?? new Dictionary<long, string>() }.FindFaultAsync(bytes, CancellationToken.None);
    }
}
