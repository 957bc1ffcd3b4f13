using System.Security.Cryptography;
using System.Text;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>The pictures of document and face, which a person looks at: evidence like any other, named after the piece that brought it.</summary>
internal static class IdentityPictures
{
    private const int Most = 4;

    public static EvidenceHeader Header(RemoteSitting sitting, Chunk chunk) => new()
    {
        Evidence = IdOf(sitting.Id, FormattableString.Invariant($"{chunk.Segment}/{chunk.Seq}")), Subject = sitting.Subject, Camera = RemoteStreams.Webcam, MediaType = chunk.Stream.MediaType,
        Size = chunk.Size, Sha256 = chunk.Sha256, From = chunk.From, To = chunk.To, Offset = 0,
    };

    /// <summary>The evidence of pieces named as <c>segment/seq</c>; null where one is not held.</summary>
    public static async Task<string?> FindAsync(Session session, string sitting, string pieces, CancellationToken cancel)
    {
        var ids = pieces.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(piece => IdOf(sitting, piece)).ToList();
        if (ids.Count is 0 or > Most)
        {
            return null;
        }
        foreach (var id in ids)
        {
            if (await session.NumberAsync("SELECT COUNT(*) FROM evidence WHERE id = @id AND sitting = @sitting", cancel, ("@id", id), ("@sitting", sitting)) == 0)
            {
                return null;
            }
        }
        return string.Join(' ', ids);
    }

    private static string IdOf(string sitting, string piece) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{sitting}/{piece}")))[..32];
}
