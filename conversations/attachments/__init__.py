"""Files given to a conversation: read in a process of their own, searched for what the event could use, never obeyed.

`readers` runs without Django and secrets in the child process that `reading` starts; `tables` and `finding` make
candidates of what was read. Nothing is written before a person picks a candidate.
"""
