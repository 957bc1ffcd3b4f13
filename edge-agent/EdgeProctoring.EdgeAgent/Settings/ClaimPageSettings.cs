namespace EdgeProctoring.EdgeAgent;

/// <summary>Where an unclaimed node shows its claim code to a browser.</summary>
internal sealed record ClaimPageSettings
{
    private static readonly string[] _audiences = ["lan", "loopback", "off"];

    /// <summary>lan (all of the node's addresses), loopback (default) or off.</summary>
    public string Listen { get; init; } = "loopback";
    /// <summary>1 to 65535; default 8080.</summary>
    public int Port { get; init; } = 8080;

    public IEnumerable<string> Faults()
    {
        if (!_audiences.Contains(Listen))
        {
            yield return $"claimPage.listen is '{Listen}'; allowed: {string.Join(", ", _audiences)}";
        }
        if (Port is < 1 or > 65_535)
        {
            yield return $"claimPage.port is {Port}; allowed: 1 to 65535";
        }
    }
}
