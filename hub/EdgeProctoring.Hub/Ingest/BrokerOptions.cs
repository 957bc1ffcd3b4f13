using System.ComponentModel.DataAnnotations;

namespace EdgeProctoring.Hub.Ingest;

/// <summary>The MQTT broker, and who the hub is to it.</summary>
internal sealed class BrokerOptions
{
    public const string Section = "Broker";

    /// <summary>Host name as in the broker's certificate; default localhost.</summary>
    [Required]
    public string Host { get; init; } = "localhost";

    [Range(1, 65_535, ErrorMessage = "Broker:Port must be 1 to 65535.")]
    public int Port { get; init; } = 8883;

    /// <summary>PEM files: the hub's client certificate and key, and the root of the broker's certificate.</summary>
    [Required(ErrorMessage = "Broker:Certificate must name the hub's client certificate (PEM); 'edgeproctoring-hub ca init' writes one.")]
    public string Certificate { get; init; } = "";
    [Required(ErrorMessage = "Broker:Key must name the hub's client key (PEM).")]
    public string Key { get; init; } = "";
    [Required(ErrorMessage = "Broker:Root must name the authority's root (PEM).")]
    public string Root { get; init; } = "";

    /// <summary>
    /// The folder that 'mosquitto-config' wrote, where the broker runs on this machine: the hub keeps its access rules up to date
    /// and tells it (SIGHUP, so both run as one user). Absent = somebody else keeps revoked nodes off the broker.
    /// </summary>
    public string? Folder { get; init; }

    /// <summary>How long the broker keeps the hub's session while it is away; default one hour.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan Session { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Longest pause between attempts to connect; default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);
}
