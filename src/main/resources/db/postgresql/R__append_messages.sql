-- Stores what is said as far as nothing is special about it; see PlainStore. The parameters are lists of the same length, in
-- the order of the rooms, so that rooms are locked in that order; no sender has a client id in them twice.
--
-- A function, because each of its small statements is planned once for a connection: as one large statement it was
-- planned anew for almost every message, which took longer than to store it. What is planned while a table is empty must
-- still hold when it is large, hence no scans of whole tables. Nor may a value make a plan cheaper, or there is a new one for
-- each message again: that is why replies are looked at apart.
create or replace function append_messages(
    in ids uuid[], in room_ids uuid[],
    in members_versions bigint[], -- of each message's room, when its members were read
    in sender_ids uuid[], in client_ids uuid[], in bodies varchar[], in replies_to uuid[],
    in times timestamp with time zone[],
    out seqs bigint[], out changes bigint[]) -- null for a message that was not stored
language plpgsql set enable_seqscan = off as $$
declare
    may_be_new boolean;
    new_seq    bigint;
    new_change bigint;
    left_room  uuid;
begin
    for i in 1 .. cardinality(ids) loop
        new_seq := null;
        new_change := null;
        -- Behind a message that was left nothing is stored in its room, or it would come out of order.
        may_be_new := room_ids[i] is distinct from left_room;
        if may_be_new and replies_to[i] is not null then
            perform from messages o where o.id = replies_to[i] and o.room_id = room_ids[i];
            may_be_new := found;
        end if;
        if may_be_new then
            -- Waits for whoever changes the room, and then looks at what they made of it.
            update rooms r set last_seq = r.last_seq + 1, last_change = r.last_change + 1
                where r.id = room_ids[i] and r.archived_at is null and r.members_version = members_versions[i]
                    and not exists (
                        select from messages k where k.sender_id = sender_ids[i] and k.client_id = client_ids[i])
                returning r.last_seq, r.last_change into new_seq, new_change;
        end if;
        if new_seq is null then
            left_room := room_ids[i];
        end if;
        seqs[i] := new_seq;
        changes[i] := new_change;
    end loop;
    insert into messages (id, room_id, seq, change, sender_id, client_id, body, reply_to, created_at)
        select a.id, a.room_id, a.seq, a.change, a.sender_id, a.client_id, a.body, a.reply_to, a.created_at
        from unnest(ids, room_ids, seqs, changes, sender_ids, client_ids, bodies, replies_to, times)
            a (id, room_id, seq, change, sender_id, client_id, body, reply_to, created_at)
        where a.seq is not null;
end $$;
