using System.Security.Cryptography;
using System.Text;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Evidence;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.People;

namespace EdgeProctoring.Hub.SpotChecks;

/// <summary>Photos of a visit: evidence of the room, kept, held and deleted like any other.</summary>
internal sealed class VisitPictures(string folder, IBlobStore blobs, Ledger ledger)
{
    public const int MostBytes = 3 * 1024 * 1024;

    public static string IdOf(string visit, string sha256) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{visit}/{sha256}")))[..32];

    /// <summary>The piece's name; null where the bytes are no picture, or not the announced ones.</summary>
    public async Task<string?> TakeAsync(Visit visit, Person by, string sha256, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        if (PictureCheck.Refuse(bytes.Span) is not null || Convert.ToHexStringLower(SHA256.HashData(bytes.Span)) != sha256)
        {
            return null;
        }
        var part = Path.Combine(folder, $"{Guid.NewGuid():N}.part");
        await using (var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous))
        {
            await file.WriteAsync(bytes, cancel);
        }
        await blobs.KeepAsync(part, sha256, cancel);
        var id = IdOf(visit.Id, sha256);
        return await ledger.DoAsync(async (entry, stop) =>
        {
            if (await EvidenceStore.FindAsync(entry.Session, id, stop) is null)
            {
                await EvidenceStore.AddAsync(entry, by.Who, new EvidenceHeader
                {
                    Evidence = id, Subject = Subject.OfRoom(visit.Exam, visit.Room), MediaType = "image/jpeg", Size = bytes.Length, Sha256 = sha256, From = entry.Now, To = entry.Now, Offset = 0,
                }, stop);
                await entry.AuditAsync(by.Who, "spot-check.picture", id, visit.Exam, sha256, stop);
            }
            return id;
        }, cancel);
    }
}
