using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Commands;
using EdgeProctoring.Hub.Dashboard;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Rules;
using EdgeProctoring.Vision;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace EdgeProctoring.Hub.Setup;

/// <summary>Reads a campus file (YAML). All its errors are found at once; paths in it are meant from its own folder.</summary>
internal sealed class CampusFile(string path, DateTimeOffset reading)
{
    // Exams begin on whole seconds.
    private readonly DateTimeOffset _now = reading.AddTicks(-(reading.UtcTicks % TimeSpan.TicksPerSecond));

    private static readonly string[] _profiles = ["pi4", "pi5", "jetson", "x64"];

    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
    private readonly List<string> _errors = [];
    private Dictionary<string, CampusRoom> _rooms = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Errors => _errors;

    /// <summary>Null where anything is wrong.</summary>
    public Campus? Read()
    {
        if (Root() is not { } root)
        {
            return null;
        }
        var fields = new YamlFields(root, "", _errors);
        var rooms = fields.Maps("rooms").Select(Room).ToList();
        Distinct("rooms", rooms.Select(room => room.Id));
        _rooms = rooms.GroupBy(room => room.Id).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        var campus = new Campus
        {
            Rooms = rooms,
            Nodes = [.. fields.Maps("nodes").Select(Node)],
            Exams = [.. fields.Maps("exams").Select(Exam)],
            Users = [.. fields.Maps("users").Select(User)],
        };
        Distinct("nodes", campus.Nodes.Select(node => node.Id));
        Distinct("exams", campus.Exams.Select(exam => exam.Id));
        Distinct("users", campus.Users.Select(user => user.Login));
        fields.RefuseUnknown();
        return _errors.Count == 0 ? campus : null;
    }

    private YamlNode? Root()
    {
        try
        {
            var stream = new YamlStream();
            using var reader = new StreamReader(path);
            stream.Load(reader);
            return stream.Documents is [{ } document] ? document.RootNode : Refused("the file holds no document");
        }
        catch (YamlException broken)
        {
            return Refused(string.Create(CultureInfo.InvariantCulture, $"line {broken.Start.Line}: {broken.Message}"));
        }
        catch (IOException missing)
        {
            return Refused(missing.Message);
        }
    }

    private CampusRoom Room(YamlFields fields)
    {
        var id = fields.Id("id");
        var room = new CampusRoom(id, fields.Text("name", "1 to 64 characters", IsLabel, id), Seats(fields));
        fields.RefuseUnknown();
        return room;
    }

    private IReadOnlyList<SeatPlace> Seats(YamlFields fields)
    {
        var file = fields.Text("seats", "a file that exists", text => File.Exists(From(text)));
        if (!File.Exists(From(file)))
        {
            return [];
        }
        var (seats, refusals) = SeatMapFile.Read(From(file));
        foreach (var refusal in refusals)
        {
            _errors.Add($"{file}: {refusal}");
        }
        return seats;
    }

    private CampusNode Node(YamlFields fields)
    {
        var recording = RecordingPolicy.Incidents;
        var node = new CampusNode(
            fields.Text("id", "1 to 48 small letters, digits or hyphens", Topics.IsName),
            fields.Text("profile", string.Join(", ", _profiles), _profiles.Contains, "x64"),
            fields.Text("recording", "off, incidents or always", text => Enum.TryParse(text, ignoreCase: true, out recording), "incidents") is null ? default : recording,
            PublicKey(fields),
            [.. fields.Maps("cameras").Select(Camera)]);
        if (node.Cameras.Count > Limits.CamerasPerNode)
        {
            fields.Refuse("cameras", node.Cameras.Count, $"at most {Limits.CamerasPerNode}");
        }
        fields.RefuseUnknown();
        return node;
    }

    private byte[]? PublicKey(YamlFields fields)
    {
        var file = fields.Text("certificate", "a certificate (PEM) that exists", text => File.Exists(From(text)), "");
        if (file.Length == 0 || !File.Exists(From(file)))
        {
            return null;
        }
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificateFromFile(From(file));
            return certificate.PublicKey.ExportSubjectPublicKeyInfo();
        }
        catch (CryptographicException)
        {
            fields.Refuse("certificate", file, "a certificate (PEM)");
            return null;
        }
    }

    private CampusCamera Camera(YamlFields fields)
    {
        var camera = new CampusCamera(
            fields.Text("id", "1 to 48 small letters, digits or hyphens", Topics.IsName),
            fields.Text("room", "a room of this file", _rooms.ContainsKey),
            fields.Text("address", $"1 to {Limits.AddressLength} characters", text => text.Length is > 0 and <= Limits.AddressLength),
            fields.Number("frames-per-minute", 1, 1800, 300), fields.Number("look-seconds", 1, 60, 2), fields.Number("lens-degrees", 10, 180, 90),
            fields.Number("width", 160, 20_000, 1920));
        fields.RefuseUnknown();
        return camera;
    }

    private CampusExam Exam(YamlFields fields)
    {
        var from = _now;
        fields.Text("start", "'now', '+5m', '-10m', or a time such as 2026-12-18T09:00:00+05:00", text => TryTime(text, out from));
        var minutes = fields.Number("minutes", 1, 24 * 60);
        var (pack, text) = Pack(fields);
        var exam = new CampusExam(fields.Id("id"), fields.Text("title", "1 to 64 characters", IsLabel), pack!, text, from, from + TimeSpan.FromMinutes(minutes),
            fields.Texts("aids"), [.. fields.Maps("rooms").Select(ExamRoom)]) { Remote = Remote(fields) };
        foreach (var (login, _) in exam.Remote.Where(one => RemoteExams.RemoteRoom.SittingOf(exam.Id, one.Key).Length > Limits.IdLength))
        {
            fields.Refuse("remote", login, $"at most {Limits.IdLength - 3} characters together with the exam's id");
        }
        if (exam.Rooms.Count == 0 && exam.Remote.Count == 0)
        {
            fields.Refuse("rooms", null, "at least one room with its roster, or 'remote' with logins and names");
        }
        fields.RefuseUnknown();
        return exam;
    }

    private static IReadOnlyList<KeyValuePair<string, string>> Remote(YamlFields fields)
    {
        var remote = fields.Pairs("remote");
        foreach (var (login, name) in remote.Where(one => !YamlFields.IsId(one.Key) || !IsLabel(one.Value)))
        {
            fields.Refuse("remote", $"{login}: {name}", "the login of a student's account and a name of 1 to 64 characters");
        }
        return remote;
    }

    private (RulePack? Pack, string Text) Pack(YamlFields fields)
    {
        var id = fields.Text("pack", $"a shipped pack ({string.Join(", ", ShippedPacks.Ids())}) or a file", text => ShippedPacks.Find(text) is not null || File.Exists(From(text)), "default");
        if ((ShippedPacks.Find(id) ?? From(id)) is not { } file || !File.Exists(file))
        {
            return (null, "");
        }
        var text = File.ReadAllText(file);
        if (!PackReader.TryRead(text, out var pack, out var errors))
        {
            _errors.AddRange(errors.Select(error => $"{id}: {error}"));
        }
        return (pack, text);
    }

    private CampusExamRoom ExamRoom(YamlFields fields)
    {
        var room = fields.Text("room", "a room of this file", _rooms.ContainsKey);
        var roster = fields.Pairs("roster");
        foreach (var (seat, name) in roster)
        {
            if (_rooms.TryGetValue(room, out var known) && known.Seats.All(one => one.Id != seat))
            {
                fields.Refuse("roster", seat, $"a seat of room {room}'s map");
            }
            if (!IsLabel(name))
            {
                fields.Refuse("roster", name, "a name of 1 to 64 characters");
            }
        }
        var read = new CampusExamRoom(room, fields.Number("staff", 0, 100, 1), roster);
        fields.RefuseUnknown();
        return read;
    }

    private CampusUser User(YamlFields fields)
    {
        var user = new CampusUser(
            fields.Text("login", "1 to 64 small letters, digits, '.', '_' or '-'", text => YamlFields.IsId(text) && !text.Any(char.IsAsciiLetterUpper)),
            fields.Text("name", "1 to 64 characters", IsLabel), fields.Texts("roles"),
            fields.Text("language", "kk, ru or en", Texts.Languages.Contains, "ru"),
            fields.Text("password", "12 to 128 characters", text => text.Length is 0 or (>= 12 and <= 128), "") is { Length: > 0 } password ? password : null);
        foreach (var role in user.Roles.Where(role => !Roles.All.Contains(role)).DefaultIfEmpty(user.Roles.Count == 0 ? "" : null).OfType<string>())
        {
            fields.Refuse("roles", role, string.Join(", ", Roles.All));
        }
        fields.RefuseUnknown();
        return user;
    }

    private bool TryTime(string text, out DateTimeOffset time)
    {
        time = _now;
        if (text is "now")
        {
            return true;
        }
        if (text.Length > 2 && text[0] is '+' or '-' && text[^1] is 'm' && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var minutes))
        {
            time = _now + TimeSpan.FromMinutes(minutes);
            return true;
        }
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
    }

    private void Distinct(string list, IEnumerable<string> ids)
    {
        foreach (var twice in ids.Where(id => id.Length > 0).GroupBy(id => id, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            _errors.Add(Refusal.Of(list, twice.Key, "each id once").ToString());
        }
    }

    private string From(string file) => Path.GetFullPath(file, _folder);

    private static bool IsLabel(string text) => text.Length is > 0 and <= Limits.LabelLength && !text.Any(char.IsControl);

    private YamlNode? Refused(string error)
    {
        _errors.Add(error);
        return null;
    }
}
