using System.Security.Cryptography;
using System.Text;

namespace EdgeProctoring.EdgeAgent;

/// <summary>
/// The code that an unclaimed node shows and that IT enters at the hub. Made by the node, kept over restarts, new after a day:
/// a code that somebody noted down in passing is soon worth nothing.
/// </summary>
internal sealed class ClaimCode(string folder, TimeProvider time)
{
    /// <summary>Letters and digits that nobody mistakes for one another.</summary>
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int Length = 10;
    private static readonly TimeSpan _life = TimeSpan.FromHours(24);

    private string File => Path.Combine(folder, "claim-code");

    /// <summary>The code that holds now, as it is shown: two groups of five.</summary>
    public string Now()
    {
        var kept = new FileInfo(File);
        var age = kept.Exists ? time.GetUtcNow() - kept.LastWriteTimeUtc : _life;
        // A clock that was set back makes the code look as if it came from tomorrow: then it is made anew, too.
        if (age < _life && age >= TimeSpan.Zero && System.IO.File.ReadAllText(File).Trim() is { Length: Length + 1 } code)
        {
            return code;
        }
        var made = RandomNumberGenerator.GetString(Alphabet, Length);
        DurableFile.WriteSecret(File, Encoding.ASCII.GetBytes($"{made[..5]}-{made[5..]}"));
        System.IO.File.SetLastWriteTimeUtc(File, time.GetUtcNow().UtcDateTime);
        return $"{made[..5]}-{made[5..]}";
    }

    public void Forget() => System.IO.File.Delete(File);
}
