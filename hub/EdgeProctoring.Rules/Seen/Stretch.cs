namespace EdgeProctoring.Rules;

/// <summary>One sighting, clipped to where and when it counts.</summary>
internal readonly record struct Piece(long From, long To, Sighting Seen);

/// <summary>Pieces that follow each other without a longer gap.</summary>
internal readonly record struct Stretch(long From, long To, ArraySegment<Piece> Pieces)
{
    public long Length => To - From;
}
