using System.Security.Cryptography;
using System.Text.Json;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Hosting;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.Storage;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.Nodes;

/// <summary>
/// Makes each node's configuration from the campus's data, signs it and leaves it with the broker. A new version only where
/// the content differs from the last one.
/// </summary>
internal sealed class NodeConfigurations(IDatabase database, BrokerOutbox outbox, ConfigurationBoard board, IOptions<SigningOptions> signing, IOptions<CampusOptions> campus,
    HubFiles files, TimeProvider time)
{
    private static readonly TimeSpan _past = TimeSpan.FromHours(1);
    private static readonly TimeSpan _ahead = TimeSpan.FromDays(7);

    public async Task PublishAsync(CancellationToken cancel)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(await File.ReadAllTextAsync(files.Resolve(signing.Value.ConfigurationKey), cancel));
        await using var session = await database.ReadAsync(cancel);
        var nodes = await session.ListAsync("SELECT id, profile, recording FROM nodes WHERE revoked = 0 ORDER BY id",
            row => (Id: row.GetString(0), Profile: row.GetString(1), Recording: Enum.Parse<RecordingPolicy>(row.GetString(2))), cancel);
        foreach (var (node, profile, recording) in nodes)
        {
            var content = new NodeConfiguration
            {
                Version = 1, Node = node, Profile = profile, Recording = recording,
                Cameras = await CamerasAsync(session, node, cancel), Exams = await ExamsAsync(session, node, cancel),
            };
            var bytes = await VersionedAsync(content, cancel);
            var signature = key.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
            board.Put(node, Wire.DecodeConfiguration(bytes).Version, bytes, signature);
            outbox.Post(new Topics(campus.Value.Name, node).DesiredConfiguration, Wire.EncodeSignedConfiguration(bytes, signature), retain: true);
        }
    }

    private async Task<byte[]> VersionedAsync(NodeConfiguration content, CancellationToken cancel)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Wire.Encode(content)));
        return await database.WriteAsync(async session =>
        {
            var last = await session.FindAsync("SELECT version, content_sha256, body FROM configurations WHERE node = @node ORDER BY version DESC LIMIT 1",
                row => (Version: row.GetInt64(0), Hash: row.GetString(1), Body: row.Bytes(2)), cancel, ("@node", content.Node));
            if (last.Hash == hash)
            {
                return last.Body;
            }
            var bytes = Wire.Encode(content with { Version = last.Version + 1 });
            await session.DoAsync("INSERT INTO configurations (node, version, content_sha256, body, at_us) VALUES (@node, @version, @hash, @body, @at)",
                cancel, ("@node", content.Node), ("@version", last.Version + 1), ("@hash", hash), ("@body", bytes), ("@at", WireTime.ToMicroseconds(time.GetUtcNow())));
            return bytes;
        }, cancel);
    }

    private static async Task<IReadOnlyList<CameraSettings>> CamerasAsync(Session session, string node, CancellationToken cancel)
    {
        var cameras = await session.ListAsync("SELECT id, room, address, frames_per_minute, look_seconds, lens_degrees FROM cameras WHERE node = @node ORDER BY id",
            row => new CameraSettings
            {
                Id = row.GetString(0), Room = row.GetString(1), Address = row.GetString(2), FramesPerMinute = (int)row.GetInt64(3),
                LookSeconds = (int)row.GetInt64(4), LensDegrees = (int)row.GetInt64(5),
            }, cancel, ("@node", node));
        var mapped = new List<CameraSettings>();
        foreach (var camera in cameras)
        {
            mapped.Add(camera with { Seats = await SeatMaps.ListAsync(session, camera.Room, cancel) });
        }
        return mapped;
    }

    private async Task<IReadOnlyList<ExamWindow>> ExamsAsync(Session session, string node, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var windows = await session.ListAsync("""
            SELECT DISTINCT e.id, r.room, e.from_us, COALESCE(r.until_us, e.to_us), e.pack, e.aids, p.id, p.version FROM exams e
            JOIN exam_rooms r ON r.exam = e.id JOIN cameras c ON c.room = r.room AND c.node = @node JOIN packs p ON p.hash = e.pack
            WHERE COALESCE(r.until_us, e.to_us) > @past AND e.from_us < @ahead ORDER BY e.from_us, e.id, r.room
            """, row => new ExamWindow
            {
                Exam = row.GetString(0), Room = row.GetString(1), From = WireTime.FromMicroseconds(row.GetInt64(2)), To = WireTime.FromMicroseconds(row.GetInt64(3)),
                Pack = $"{row.GetString(6)}@{row.GetInt64(7)}#{row.GetString(4)}",
                Paper = (JsonSerializer.Deserialize<string[]>(row.GetString(5)) ?? []).Contains("paper"),
            }, cancel, ("@node", node), ("@past", WireTime.ToMicroseconds(now - _past)), ("@ahead", WireTime.ToMicroseconds(now + _ahead)));
        var seated = new List<ExamWindow>();
        foreach (var window in windows.Take(Limits.ExamWindows))
        {
            seated.Add(window with
            {
                Seats = await session.ListAsync("SELECT seat FROM sittings WHERE exam = @exam AND room = @room AND seat IS NOT NULL ORDER BY seat",
                    row => row.GetString(0), cancel, ("@exam", window.Exam), ("@room", window.Room)),
            });
        }
        return seated;
    }
}
