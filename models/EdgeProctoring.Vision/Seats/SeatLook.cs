namespace EdgeProctoring.Vision;

/// <summary>What one look at a picture gave for one seat.</summary>
internal sealed class SeatLook(SeatArea area)
{
    public SeatArea Area => area;
    public Detection? Face { get; set; }
    public bool Person { get; set; }
    public Detection? Phone { get; set; }
    /// <summary>The neighbour whose head is beside this one's.</summary>
    public string? HeadBeside { get; set; }

    public void Clear()
    {
        (Face, Person, Phone, HeadBeside) = (null, false, null, null);
    }
}
