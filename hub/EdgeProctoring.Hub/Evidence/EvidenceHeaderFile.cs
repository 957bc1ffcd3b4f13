using EdgeProctoring.Contracts;
using Google.Protobuf;
using V1 = EdgeProctoring.Contracts.V1;

namespace EdgeProctoring.Hub.Evidence;

/// <summary>The announced header of an unfinished upload, beside its part file.</summary>
internal static class EvidenceHeaderFile
{
    public static void Write(string path, EvidenceHeader header)
    {
        var temporary = path + ".new";
        File.WriteAllBytes(temporary, Wire.ToMessage(header).ToByteArray());
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Null where there is none, or a power cut left only half of it: the sender announces it again.</summary>
    public static EvidenceHeader? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }
        try
        {
            return Wire.FromMessage(V1.UploadHeader.Parser.ParseFrom(File.ReadAllBytes(path)));
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or ContractException)
        {
            return null;
        }
    }
}
