using System.Text;
using System.Text.Json;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Dashboard;
using EdgeProctoring.Hub.Storage;
using EdgeProctoring.Rules;

namespace EdgeProctoring.Hub.Judging;

/// <summary>Adds what the judges concluded to the record, and shows it on the wall once it is there.</summary>
internal sealed class IncidentWriter(WallBoard wall)
{
    private const string Insert = """
        INSERT INTO incidents (id, revision, exam, sitting, room, code, mark, removed, body, at_us)
        VALUES (@id, @revision, @exam, @sitting, @room, @code, @mark, @removed, @body, @at)
        """;

    public static async Task WriteAsync(Session session, IReadOnlyList<IncidentNews> news, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var one in news.Where(one => one.IsRecorded))
        {
            await session.DoAsync(Insert, cancel, ("@id", one.Id), ("@revision", one.Revision), ("@exam", one.Bench.Room.Exam.Id),
                ("@sitting", one.Bench.Id), ("@room", one.Bench.Room.Id), ("@code", one.Incident?.Code.Text() ?? ""), ("@mark", one.Mark),
                ("@removed", one.Incident is null), ("@body", one.Incident is null ? "{}" : Body(one.Incident)), ("@at", WireTime.ToMicroseconds(now)));
        }
    }

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
