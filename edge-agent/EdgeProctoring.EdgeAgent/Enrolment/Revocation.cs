using System.Text;

namespace EdgeProctoring.EdgeAgent;

/// <summary>
/// The hub's word that this machine is no node of its campus any more. It holds over restarts, until the machine is claimed
/// anew: nobody is watched and nothing is sent; what was not sent yet stays on the disk.
/// </summary>
internal sealed partial class Revocation(AgentSettings settings, NodeClock clock, IHostApplicationLifetime life, ILogger<Revocation> log)
{
    /// <summary>The node ended because the hub revoked it.</summary>
    public bool IsObeyed { get; private set; }

    public static bool Exists(AgentSettings settings) => File.Exists(FileIn(settings.Data));

    public static string Text(AgentSettings settings) => File.ReadAllText(FileIn(settings.Data)).Trim();

    /// <summary>Forgets it: the machine was claimed anew.</summary>
    public static void Lift(string data)
    {
        if (Directory.Exists(data))
        {
            File.Delete(FileIn(data));
        }
    }

    public void Obey(string word)
    {
        if (IsObeyed)
        {
            return;
        }
        IsObeyed = true;
        Log.Revoked(log, word);
        DurableFile.Write(FileIn(settings.Data), Encoding.UTF8.GetBytes($"{clock.Now:u} {word.ReplaceLineEndings(" ")}"));
        life.StopApplication();
    }

    private static string FileIn(string data) => Path.Combine(data, "revoked");

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Critical, "The hub has revoked this node: {Word} It stops watching; what was not sent stays here. Claim it anew, or take it down.")]
        public static partial void Revoked(ILogger logger, string word);
    }
}
