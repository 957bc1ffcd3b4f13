using System.Buffers.Binary;
using System.Numerics;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>
/// Takes the packets of sound out of a browser's recording (WebM with one track) while it comes in pieces, cut anywhere. It is
/// foreign bytes: lengths are checked, nothing is kept but one element, and what is no WebM is refused once for all.
/// </summary>
internal sealed class WebmSound(bool isLost = false)
{
    /// <summary>What begins amid a recording can be read from the next of these on.</summary>
    private static ReadOnlySpan<byte> ClusterBegins => [0x1F, 0x43, 0xB6, 0x75];

    /// <summary>A packet of sound is far smaller; so is everything else that is read.</summary>
    private const int MostBytes = 64 * 1024;
    private const ulong Unknown = ulong.MaxValue;
    private const byte Lacing = 0x06;

    private readonly byte[] _held = new byte[MostBytes + 16];
    private int _count;
    private ulong _skip;
    private long _cluster;
    private bool _isLost = isLost;

    /// <summary>The bytes are no WebM; what follows is not read any more.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>Reads a piece; each packet is told with its milliseconds from the recording's start.</summary>
    public void Read(ReadOnlySpan<byte> piece, WebmPacket packet)
    {
        while (piece.Length > 0 && !IsRefused)
        {
            if (_skip > 0)
            {
                var skipped = (int)Math.Min(_skip, (ulong)piece.Length);
                _skip -= (ulong)skipped;
                piece = piece[skipped..];
                continue;
            }
            var taken = Math.Min(piece.Length, _held.Length - _count);
            piece[..taken].CopyTo(_held.AsSpan(_count));
            _count += taken;
            piece = piece[taken..];
            if (_isLost)
            {
                Drop(Find(_held.AsSpan(0, _count)));
            }
            if (!_isLost)
            {
                Drop(Elements(_held.AsSpan(0, _count), packet));
            }
        }
    }

    private void Drop(int used)
    {
        _held.AsSpan(used, _count - used).CopyTo(_held);
        _count -= used;
    }

    private int Find(ReadOnlySpan<byte> bytes)
    {
        var at = bytes.IndexOf(ClusterBegins);
        _isLost = at < 0;
        return at >= 0 ? at : Math.Max(0, bytes.Length - ClusterBegins.Length + 1);
    }

    /// <summary>Reads whole elements; says how many bytes are done with.</summary>
    private int Elements(ReadOnlySpan<byte> bytes, WebmPacket packet)
    {
        var at = 0;
        while (!IsRefused)
        {
            var rest = bytes[at..];
            if (Number(rest, keepsMark: true) is not { } id || Number(rest[id.Length..], keepsMark: false) is not { } size)
            {
                return at;
            }
            var header = id.Length + size.Length;
            switch ((Element)id.Value)
            {
                // What contains others is entered; its own end does not matter.
                case Element.Segment or Element.Cluster or Element.BlockGroup:
                    at += header;
                    continue;
                case Element.Timecode or Element.SimpleBlock or Element.Block:
                    if (size.Value > MostBytes)
                    {
                        IsRefused = true;
                        return at;
                    }
                    if ((ulong)(rest.Length - header) < size.Value)
                    {
                        return at;
                    }
                    Take((Element)id.Value, rest.Slice(header, (int)size.Value), packet);
                    at += header + (int)size.Value;
                    continue;
                default:
                    if (size.Value == Unknown || id.Length == 0)
                    {
                        IsRefused = true;
                        return at;
                    }
                    var here = (int)Math.Min(size.Value, (ulong)(rest.Length - header));
                    _skip = size.Value - (ulong)here;
                    at += header + here;
                    if (_skip > 0)
                    {
                        return at;
                    }
                    continue;
            }
        }
        return at;
    }

    private void Take(Element element, ReadOnlySpan<byte> data, WebmPacket packet)
    {
        if (element == Element.Timecode)
        {
            _cluster = 0;
            foreach (var one in data.Length <= 6 ? data : [])
            {
                _cluster = (_cluster << 8) | one;
            }
            return;
        }
        if (Number(data, keepsMark: false) is not { } track || data.Length < track.Length + 3 || (data[track.Length + 2] & Lacing) != 0)
        {
            IsRefused = true;
            return;
        }
        packet(_cluster + BinaryPrimitives.ReadInt16BigEndian(data[track.Length..]), data[(track.Length + 3)..]);
    }

    /// <summary>A number whose first byte says how long it is; null where not all of it is here yet. An id keeps that mark.</summary>
    private (ulong Value, int Length)? Number(ReadOnlySpan<byte> bytes, bool keepsMark)
    {
        if (bytes.Length == 0)
        {
            return null;
        }
        var length = BitOperations.LeadingZeroCount((uint)bytes[0]) - 23;
        if (length > (keepsMark ? 4 : 8))
        {
            IsRefused = true;
            return null;
        }
        if (bytes.Length < length)
        {
            return null;
        }
        ulong value = keepsMark ? bytes[0] : bytes[0] & ((1u << (8 - length)) - 1);
        var isUnknown = !keepsMark && value == (1u << (8 - length)) - 1;
        foreach (var one in bytes[1..length])
        {
            value = (value << 8) | one;
            isUnknown &= one == 0xFF;
        }
        return (isUnknown ? Unknown : value, length);
    }

    private enum Element : ulong
    {
        Segment = 0x18538067,
        Cluster = 0x1F43B675,
        Timecode = 0xE7,
        SimpleBlock = 0xA3,
        BlockGroup = 0xA0,
        Block = 0xA1,
    }
}

/// <summary>One packet of a recording, and its milliseconds from the recording's start.</summary>
internal delegate void WebmPacket(long milliseconds, ReadOnlySpan<byte> data);
