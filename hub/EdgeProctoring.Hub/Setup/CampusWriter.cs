using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Audit;
using EdgeProctoring.Hub.Judging;
using EdgeProctoring.Hub.Nodes;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Setup;

/// <summary>
/// Writes a campus into the database, in one transaction. Doing it again changes only what the file changed: accounts keep
/// their passwords, and an exam that has begun keeps its time and its rules.
/// </summary>
internal sealed class CampusWriter(IDatabase database, TimeProvider time)
{
    /// <summary>The new accounts with the passwords made for them; they are kept nowhere else.</summary>
    public Task<IReadOnlyList<NewAccount>> WriteAsync(Campus campus, CancellationToken cancel) => database.WriteAsync(async session =>
    {
        foreach (var room in campus.Rooms)
        {
            await RoomAsync(session, room, cancel);
        }
        foreach (var node in campus.Nodes)
        {
            await NodeAsync(session, node, cancel);
        }
        foreach (var exam in campus.Exams)
        {
            await ExamAsync(session, exam, cancel);
        }
        var accounts = new List<NewAccount>();
        foreach (var user in campus.Users)
        {
            await UserAsync(session, user, accounts, cancel);
        }
        await CampusVersion.RaiseAsync(session, cancel);
        await new RecordBook(session, time.GetUtcNow()).AuditAsync("setup", "campus.changed", "campus", null,
            string.Create(CultureInfo.InvariantCulture, $"{campus.Rooms.Count} rooms, {campus.Nodes.Count} nodes, {campus.Exams.Count} exams, {campus.Users.Count} users"), cancel);
        return (IReadOnlyList<NewAccount>)accounts;
    }, cancel);

    /// <summary>A room with its seat map, new or in place of the one before.</summary>
    public static async Task RoomAsync(Session session, CampusRoom room, CancellationToken cancel)
    {
        await session.DoAsync("INSERT INTO rooms (id, name) VALUES (@id, @name) ON CONFLICT (id) DO UPDATE SET name = excluded.name", cancel, ("@id", room.Id), ("@name", room.Name));
        await session.DoAsync("DELETE FROM seats WHERE room = @room", cancel, ("@room", room.Id));
        foreach (var seat in room.Seats)
        {
            await session.DoAsync("INSERT INTO seats (room, id, row_number, distance_mm, corners) VALUES (@room, @id, @row, @distance, @corners)", cancel,
                ("@room", room.Id), ("@id", seat.Id), ("@row", seat.Row), ("@distance", seat.DistanceMm), ("@corners", SeatMaps.Text(seat.Corners)));
        }
    }

    private static async Task NodeAsync(Session session, CampusNode node, CancellationToken cancel)
    {
        await session.DoAsync("""
            INSERT INTO nodes (id, profile, recording, public_key, revoked) VALUES (@id, @profile, @recording, @key, 0)
            ON CONFLICT (id) DO UPDATE SET profile = excluded.profile, recording = excluded.recording, public_key = COALESCE(excluded.public_key, nodes.public_key)
            """, cancel, ("@id", node.Id), ("@profile", node.Profile), ("@recording", node.Recording.ToString()), ("@key", node.PublicKey));
        await session.DoAsync("DELETE FROM cameras WHERE node = @node", cancel, ("@node", node.Id));
        foreach (var camera in node.Cameras)
        {
            await session.DoAsync("""
                INSERT INTO cameras (node, id, room, address, frames_per_minute, look_seconds, lens_degrees, width)
                VALUES (@node, @id, @room, @address, @frames, @look, @lens, @width)
                """, cancel, ("@node", node.Id), ("@id", camera.Id), ("@room", camera.Room), ("@address", camera.Address), ("@frames", camera.FramesPerMinute),
                ("@look", camera.LookSeconds), ("@lens", camera.LensDegrees), ("@width", camera.Width));
        }
    }

    private async Task ExamAsync(Session session, CampusExam exam, CancellationToken cancel)
    {
        var begun = await session.NumberAsync("SELECT COUNT(*) FROM exams WHERE id = @id AND from_us <= @now", cancel, ("@id", exam.Id), ("@now", WireTime.ToMicroseconds(time.GetUtcNow()))) > 0;
        if (!begun)
        {
            await session.DoAsync("INSERT INTO packs (hash, id, version, body) VALUES (@hash, @id, @version, @body) ON CONFLICT (hash) DO NOTHING", cancel,
                ("@hash", exam.Pack.Hash), ("@id", exam.Pack.Id), ("@version", exam.Pack.Version), ("@body", exam.PackText));
            await session.DoAsync("""
                INSERT INTO exams (id, title, pack, from_us, to_us, aids) VALUES (@id, @title, @pack, @from, @to, @aids)
                ON CONFLICT (id) DO UPDATE SET title = excluded.title, pack = excluded.pack, from_us = excluded.from_us, to_us = excluded.to_us, aids = excluded.aids
                """, cancel, ("@id", exam.Id), ("@title", exam.Title), ("@pack", exam.Pack.Hash), ("@from", WireTime.ToMicroseconds(exam.From)),
                ("@to", WireTime.ToMicroseconds(exam.To)), ("@aids", JsonSerializer.Serialize(exam.Aids)));
        }
        await RemoteAsync(session, exam, cancel);
        foreach (var room in exam.Rooms)
        {
            await session.DoAsync("INSERT INTO exam_rooms (exam, room, staff) VALUES (@exam, @room, @staff) ON CONFLICT (exam, room) DO UPDATE SET staff = excluded.staff", cancel,
                ("@exam", exam.Id), ("@room", room.Room), ("@staff", room.Staff));
            foreach (var (seat, name) in room.Roster)
            {
                var id = $"{ExamLoader.RoomSitting(exam.Id, room.Room)}.{seat}";
                await session.DoAsync("""
                    INSERT INTO sittings (id, exam, room, seat, person, name, mode, accommodations) VALUES (@id, @exam, @room, @seat, @person, @name, @mode, '[]')
                    ON CONFLICT (id) DO UPDATE SET name = excluded.name
                    """, cancel, ("@id", id), ("@exam", exam.Id), ("@room", room.Room), ("@seat", seat), ("@person", id), ("@name", name), ("@mode", (long)SittingMode.Hall));
            }
        }
    }

    private static async Task RemoteAsync(Session session, CampusExam exam, CancellationToken cancel)
    {
        foreach (var (login, name) in exam.Remote)
        {
            await session.DoAsync("""
                INSERT INTO sittings (id, exam, person, name, mode, accommodations) VALUES (@id, @exam, @person, @name, @mode, '[]')
                ON CONFLICT (id) DO UPDATE SET name = excluded.name
                """, cancel, ("@id", RemoteExams.RemoteRoom.SittingOf(exam.Id, login)), ("@exam", exam.Id), ("@person", $"u-{login}"), ("@name", name), ("@mode", (long)SittingMode.Remote));
        }
    }

    private static async Task UserAsync(Session session, CampusUser user, List<NewAccount> accounts, CancellationToken cancel)
    {
        var known = await UserStore.FindByLoginAsync(session, user.Login, cancel);
        var roles = string.Join(' ', user.Roles);
        if (known is not null)
        {
            var changed = string.Join(' ', known.Roles) != roles;
            await session.DoAsync("UPDATE users SET name = @name, roles = @roles, language = @language, stamp = @stamp WHERE id = @id", cancel, ("@id", known.Id),
                ("@name", user.Name), ("@roles", roles), ("@language", user.Language), ("@stamp", changed ? Token() : known.Stamp));
            return;
        }
        var password = user.Password ?? Token();
        await session.DoAsync("INSERT INTO users (id, login, name, password, roles, language, disabled, stamp) VALUES (@id, @login, @name, @password, @roles, @language, 0, @stamp)",
            cancel, ("@id", $"u-{user.Login}"), ("@login", user.Login), ("@name", user.Name), ("@password", SignIn.Hash(user.Login, password)), ("@roles", roles),
            ("@language", user.Language), ("@stamp", Token()));
        accounts.Add(new NewAccount(user.Login, user.Roles, user.Password is null ? password : null));
    }

    // No letters that are mistaken for one another when read aloud.
    private static string Token() => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 16);
}

/// <summary>An account that was just made; the password only where the hub made it.</summary>
internal sealed record NewAccount(string Login, IReadOnlyList<string> Roles, string? Password);
