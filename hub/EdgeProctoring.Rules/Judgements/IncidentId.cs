using System.Security.Cryptography;
using System.Text;

namespace EdgeProctoring.Rules;

/// <summary>Ids that follow from what an incident is made of, so that every judge finds the same.</summary>
internal static class IncidentId
{
    private const int Bytes = 16;

    /// <summary>The rule's number in the pack keeps apart what two rules make of one observation.</summary>
    public static string Of(string sitting, int rule, Finding finding, int twin)
    {
        var text = string.Create(null, stackalloc char[256],
            $"{sitting}\n{rule}\n{(int)finding.Code}\n{(int)finding.Scope}\n{finding.Anchor}\n{twin}");
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return Convert.ToHexStringLower(hash[..Bytes]);
    }
}
