using System.Text;
using System.Text.Json;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Api;
using EdgeProctoring.Hub.Audit;
using EdgeProctoring.Hub.Dashboard;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Rules;

namespace EdgeProctoring.Hub.Judging;

/// <summary>Adds what the judges concluded to the record, and shows it on the wall once it is there.</summary>
internal sealed class IncidentWriter(WallBoard wall)
{
    private const string Insert = """
        INSERT INTO incidents (id, revision, exam, sitting, room, code, mark, removed, body, at_us)
        VALUES (@id, @revision, @exam, @sitting, @room, @code, @mark, @removed, @body, @at)
        """;

    public static async Task WriteAsync(LedgerEntry entry, IReadOnlyList<IncidentNews> news, CancellationToken cancel)
    {
        foreach (var one in news.Where(one => one.IsRecorded))
        {
            var body = one.Incident is null ? "{}" : Body(one.Incident);
            await entry.Session.DoAsync(Insert, cancel, ("@id", one.Id), ("@revision", one.Revision), ("@exam", one.Bench.Room.Exam.Id),
                ("@sitting", one.Bench.Id), ("@room", one.Bench.Room.Id), ("@code", one.Incident?.Code.Text() ?? ""), ("@mark", one.Mark),
                ("@removed", one.Incident is null), ("@body", body), ("@at", WireTime.ToMicroseconds(entry.Now)));
            await entry.Book.ChainAsync(one.Bench.Room.Exam.Id, Fact.Incident(one.Id, one.Revision, one.Bench.Id, one.Incident is null, body), cancel);
        }
        foreach (var exam in news.Where(one => one.IsRecorded).GroupBy(one => one.Bench.Room.Exam.Id))
        {
            await WebhookStore.TellAsync(entry, "incident", exam.Key, exam.Select(Told), cancel);
        }
    }

    private static object Told(IncidentNews news) => new
    {
        incident = news.Id, news.Revision, sitting = news.Bench.Id, room = news.Bench.Room.Id, code = news.Incident?.Code.Text(), seats = news.Incident?.Seats, from = news.Incident?.From,
        to = news.Incident is { IsOpen: false } ended ? ended.To : (DateTimeOffset?)null, review = news.Incident?.Review.ToString().ToLowerInvariant(), removed = news.Incident is null,
    };

    public void Publish(IReadOnlyList<IncidentNews> news)
    {
        if (news.Count > 0)
        {
            wall.Show(news);
        }
    }

    private static string Body(Incident incident)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            IncidentJson.Write(json, incident, Language.En);
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
