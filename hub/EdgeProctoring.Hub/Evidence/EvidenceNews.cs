using EdgeProctoring.Hub.Dashboard;

namespace EdgeProctoring.Hub.Evidence;

/// <summary>Tells the wall that a picture can be opened now.</summary>
internal sealed partial class EvidenceNews(WallBoard wall, ILogger<EvidenceNews> log)
{
    public void Stored(string evidence) => wall.ShowEvidence([evidence]);

    public void Refused(string node, string evidence, string reason) => Log.Refused(log, evidence, node, reason);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Evidence {Evidence} of {Node} is refused: {Reason}")]
        public static partial void Refused(ILogger logger, string evidence, string node, string reason);
    }
}
