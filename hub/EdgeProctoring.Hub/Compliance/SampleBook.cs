using System.Text.Json;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Compliance;

/// <summary>Reads samples for pages. What a person is asked to judge is told without any earlier decision.</summary>
internal sealed class SampleBook(IDatabase database)
{
    private const int MostSamples = 50;

    public async Task<SamplesSheet> ListAsync(Scope scope, string person, CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        var visible = await ScopeStore.ExamsAsync(session, scope, cancel);
        var (lines, all) = (new List<SampleLine>(), new List<SampleItem>());
        foreach (var sample in await SampleStore.ListAsync(session, MostSamples, cancel))
        {
            var items = (await SampleStore.ItemsAsync(session, sample.Id, cancel)).FindAll(item => visible is null || visible.Contains(item.Exam));
            if (items.Count > 0)
            {
                all.AddRange(items);
                lines.Add(new SampleLine(sample, items.Count, items.Count(item => item.Second is not null), items.Count(item => item.Agrees), items.Count(item => item.Turn == 3), items.Find(item => item.IsFor(person))?.Number));
            }
        }
        var rooms = (await session.ListAsync("SELECT id, name FROM rooms", row => (row.GetString(0), row.GetString(1)), cancel)).ToDictionary(StringComparer.Ordinal);
        return new SamplesSheet(lines, Agreement.Of(all, item => item.Name), Agreement.Of(all, item => Contracts.ViolationCodes.Text(item.Code)), Agreement.Of(all, item => item.Room is null ? "–" : rooms.GetValueOrDefault(item.Room, item.Room)));
    }

    /// <summary>Null where there is no such item for this person.</summary>
    public async Task<BlindItem?> FindAsync(Scope scope, string person, string sample, long number, CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        if (await SampleStore.FindAsync(session, sample, number, cancel) is not { } item || !item.IsFor(person) || await ScopeStore.FindAsync(session, item.Exam, cancel) is not { } known || !scope.Touches(known))
        {
            return null;
        }
        var body = await session.FindAsync("SELECT body FROM incidents WHERE exam = @exam AND id = @incident AND removed = 0 ORDER BY revision DESC LIMIT 1", row => row.GetString(0), cancel, ("@exam", item.Exam), ("@incident", item.Incident));
        if (body is null)
        {
            return null;
        }
        using var json = JsonDocument.Parse(body);
        var incident = json.RootElement;
        var pieces = new List<BlindPiece>();
        foreach (var id in incident.GetProperty("evidence").EnumerateArray().Select(one => one.GetString()!))
        {
            if (await session.FindAsync("SELECT e.media_type FROM evidence e LEFT JOIN tombstones t ON t.evidence = e.id WHERE e.id = @id AND t.evidence IS NULL", row => row.GetString(0), cancel, ("@id", id)) is { } type)
            {
                pieces.Add(new BlindPiece(id, type.StartsWith("video", StringComparison.Ordinal)));
            }
        }
        var items = (await SampleStore.ItemsAsync(session, sample, cancel)).FindAll(one => one.IsFor(person));
        return new BlindItem(sample, item.Number, item.Code, incident.GetProperty("from").GetDateTimeOffset(), incident.GetProperty("to").GetDateTimeOffset(),
            [.. incident.GetProperty("seats").EnumerateArray().Select(seat => seat.GetString()!)], incident.GetProperty("sources").GetArrayLength(), pieces, items.Count);
    }

    /// <summary>The next item that waits for this person.</summary>
    public async Task<int?> NextAsync(string person, string sample, CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        return (await SampleStore.ItemsAsync(session, sample, cancel)).Find(item => item.IsFor(person))?.Number;
    }
}

/// <summary>All samples, and what they say of proctors, rules and rooms.</summary>
public sealed record SamplesSheet(IReadOnlyList<SampleLine> Samples, IReadOnlyList<Agreement> Proctors, IReadOnlyList<Agreement> Rules, IReadOnlyList<Agreement> Rooms);

/// <summary>A sample and how far it has come; <see cref="Next"/> waits for whoever looks at the page.</summary>
public sealed record SampleLine(Sample Sample, int Items, int Looked, int Agreed, int Open, int? Next);

/// <summary>What a second person gets to see.</summary>
public sealed record BlindItem(string Sample, int Number, Contracts.ViolationCode Code, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<string> Seats, int Cameras, IReadOnlyList<BlindPiece> Pieces, int Waiting);

/// <summary>A picture or a film of it.</summary>
public sealed record BlindPiece(string Id, bool IsFilm);
