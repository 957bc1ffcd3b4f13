using System.Security.Cryptography;

namespace EdgeProctoring.EdgeAgent;

/// <summary>Files of evidence, by id. A file is there as a whole and on the disk, or not at all.</summary>
internal sealed class EvidenceFolder
{
    private readonly string _folder;

    public EvidenceFolder(string folder)
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        foreach (var left in Directory.EnumerateFiles(_folder, "*" + DurableFile.Unfinished))
        {
            File.Delete(left);
        }
    }

    public string FileOf(string id) => Path.Combine(_folder, id);

    /// <summary>Writes a file durably; returns its SHA-256 (hex).</summary>
    public string Keep(string id, ReadOnlySpan<byte> content)
    {
        DurableFile.Write(FileOf(id), content);
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }

    /// <summary>Where a large file is written before it is adopted; what is left there by a power cut is deleted at the start.</summary>
    public string DraftOf(string id) => FileOf(id) + DurableFile.Unfinished;

    /// <summary>Takes a finished draft over durably; returns its SHA-256 (hex).</summary>
    public string Adopt(string id)
    {
        using var content = File.OpenRead(DraftOf(id));
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        DurableFile.Adopt(DraftOf(id), FileOf(id));
        return sha256;
    }

    public void Delete(string id) => File.Delete(FileOf(id));
}
