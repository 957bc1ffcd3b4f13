using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Judging;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Sittings;

/// <summary>A sitting as it was planned: who, where, with what accommodations.</summary>
internal sealed record SittingLine(string Id, string? Room, string? Seat, SittingMode Mode, Examinee Examinee, IReadOnlyList<Accommodation> Accommodations)
{
    public SittingPlan Plan(DateTimeOffset from, DateTimeOffset to, bool identify) => new(from, to, Mode, identify, Seat) { Accommodations = Accommodations };
}

/// <summary>The sittings of an exam.</summary>
internal static class SittingStore
{
    /// <summary>How accommodations stand in the database and in requests.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) } };

    private const string Select = "SELECT id, room, seat, mode, person, name, group_name, accommodations FROM sittings WHERE exam = @exam";

    public static Task<List<SittingLine>> ListAsync(Session session, string exam, CancellationToken cancel) =>
        session.ListAsync(Select + " ORDER BY id", Read, cancel, ("@exam", exam));

    public static Task<SittingLine?> FindAsync(Session session, string exam, string sitting, CancellationToken cancel) =>
        session.FindAsync<SittingLine>(Select + " AND id = @sitting", Read, cancel, ("@exam", exam), ("@sitting", sitting));

    private static SittingLine Read(DbDataReader row) => new(row.GetString(0), row.Text(1), row.Text(2), (SittingMode)row.GetInt64(3),
        new Examinee(row.GetString(4), row.GetString(5), row.Text(6)), JsonSerializer.Deserialize<Accommodation[]>(row.GetString(7), Json) ?? []);
}
