using System.Diagnostics.CodeAnalysis;

namespace EdgeProctoring.Contracts;

/// <summary>
/// The MQTT topics, <c>ep/v1/{campus}/n/{node}/…</c>. A topic names the node, never the room: nodes move. Down-going topics
/// are <c>receipt</c>, <c>cfg/desired</c> and <c>cmd/…</c>; all others go up.
/// </summary>
public sealed record Topics(string Campus, string Node)
{
    private const string Root = "ep/v1";

    /// <summary>Longest name of a campus, node, camera or command in a topic.</summary>
    public const int NameLength = 48;

    private string Branch => $"{Root}/{Campus}/n/{Node}";
    public string State => $"{Branch}/state";
    public string Birth => $"{Branch}/birth";
    public string Heartbeat => $"{Branch}/hb";
    public string Observations => $"{Branch}/obs";
    public string Receipt => $"{Branch}/receipt";
    public string DesiredConfiguration => $"{Branch}/cfg/desired";
    public string ReportedConfiguration => $"{Branch}/cfg/reported";
    public string AllCommands => $"{Branch}/cmd/+";
    /// <summary>Under which name a node is a client of the broker; a second one takes the first one's place.</summary>
    public static string ClientOf(string campus, string node) => $"ep-{campus}-{node}";
    public string Command(string name) => $"{Branch}/cmd/{name}";
    public string CameraStatus(string camera) => $"{Branch}/cam/{camera}/status";

    /// <summary>What the hub subscribes to: everything that nodes of its campus send up.</summary>
    public static IReadOnlyList<string> UpwardOf(string campus) =>
    [
        $"{Root}/{campus}/n/+/state", $"{Root}/{campus}/n/+/birth", $"{Root}/{campus}/n/+/hb", $"{Root}/{campus}/n/+/obs",
        $"{Root}/{campus}/n/+/cfg/reported", $"{Root}/{campus}/n/+/cam/+/status",
    ];

    /// <summary>
    /// The broker's access rules, in Mosquitto's language: a node writes and reads only its own branch (the certificate's
    /// name is the user name), the hub everything of its campus.
    /// </summary>
    public static string BrokerRules(string campus, string hubUser) => $"""
        pattern write {Root}/{campus}/n/%u/state
        pattern write {Root}/{campus}/n/%u/birth
        pattern write {Root}/{campus}/n/%u/hb
        pattern write {Root}/{campus}/n/%u/obs
        pattern write {Root}/{campus}/n/%u/cfg/reported
        pattern write {Root}/{campus}/n/%u/cam/+/status
        pattern read {Root}/{campus}/n/%u/receipt
        pattern read {Root}/{campus}/n/%u/cfg/desired
        pattern read {Root}/{campus}/n/%u/cmd/+
        user {hubUser}
        topic read {Root}/{campus}/n/#
        topic write {Root}/{campus}/n/+/receipt
        topic write {Root}/{campus}/n/+/cfg/desired
        topic write {Root}/{campus}/n/+/cmd/+

        """;

    /// <summary>What the broker's access rules say of a node that was revoked, after all others: nothing is open to it.</summary>
    public static string BrokerRefusal(string campus, string node) => $"""
        user {node}
        topic deny {Root}/{campus}/n/{node}/#

        """;

    /// <summary>A name that is safe inside a topic: lower-case letters, digits, hyphens.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= NameLength && text.All(letter => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');

    /// <summary>Takes a topic apart into whose branch it is and the rest; false for anything that is not ours.</summary>
    public static bool TryParse(string topic, [NotNullWhen(true)] out Topics? branch, [NotNullWhen(true)] out string? rest)
    {
        (branch, rest) = (null, null);
        var parts = topic.Split('/', 6);
        if (parts.Length < 6 || parts[0] != "ep" || parts[1] != "v1" || parts[3] != "n"
            || !IsName(parts[2]) || !IsName(parts[4]) || parts[5].Length is 0 or > NameLength + 16)
        {
            return false;
        }
        (branch, rest) = (new Topics(parts[2], parts[4]), parts[5]);
        return true;
    }
}
